using FsCheck;
using FsCheck.Fluent;

namespace Loyalty.Testing;

/// <summary>Seeds for properties that draw their own cases from one number.</summary>
/// <remarks>FsCheck's own whole numbers grow with the number of tests and end at a hundred: of fifteen hundred tests they would make a hundred cases.</remarks>
internal static class Seeds
{
    /// <summary>Any of 2 to the 62nd power, each as likely.</summary>
    public static Arbitrary<ulong> Any { get; } =
        (from high in Gen.Choose(0, int.MaxValue) from low in Gen.Choose(0, int.MaxValue) select ((ulong)high << 31) | (uint)low).ToArbitrary();
}
