namespace Loyalty.Nps;

/// <summary>What an answer says about the guest.</summary>
public enum AnswerClass
{
    /// <summary>0 to 6: tells others to stay away.</summary>
    Detractor,

    /// <summary>7 or 8: content, and gone with the next offer elsewhere.</summary>
    Passive,

    /// <summary>9 or 10: sends friends.</summary>
    Promoter,
}
