namespace Loyalty.ContactPolicy.Matrix;

/// <summary>How a cap's window moves.</summary>
public enum ContactWindowKind
{
    /// <summary>A day of the guest's calendar.</summary>
    CalendarDay,

    /// <summary>A week of the guest's calendar, from Monday unless <see cref="ContactMatrixOptions.FirstDayOfWeek"/> says otherwise.</summary>
    CalendarWeek,

    /// <summary>A month of the guest's calendar.</summary>
    CalendarMonth,

    /// <summary>A length of time that ends now.</summary>
    Sliding,

    /// <summary>Months of the guest's calendar that end now.</summary>
    Months,
}
