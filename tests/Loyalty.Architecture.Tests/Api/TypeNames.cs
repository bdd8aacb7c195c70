using System.Globalization;
using System.Reflection;

namespace Loyalty.Architecture.Tests.Api;

/// <summary>Writes types as C# does, nullable references included.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(nint)] = "nint",
        [typeof(nuint)] = "nuint",
    };

    public static string Of(Type type) => Write(type, null);

    public static string Of(FieldInfo field) => Write(field.FieldType, new NullabilityInfoContext().Create(field));

    public static string Of(PropertyInfo property) => Write(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Of(ParameterInfo parameter)
    {
        NullabilityInfo nullability = new NullabilityInfoContext().Create(parameter);
        if (!parameter.ParameterType.IsByRef)
        {
            return Write(parameter.ParameterType, nullability);
        }

        bool isReturn = parameter.Position < 0;
        string way = isReturn ? parameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.InteropServices.InAttribute)) ? "ref readonly " : "ref "
            : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        return way + Write(parameter.ParameterType.GetElementType()!, nullability);
    }

    /// <summary>The name where the type is declared: with its parameters and, nested, with the types around it.</summary>
    public static string Declared(Type type)
    {
        string name = type.Name.Split('`')[0];
        Type[] outer = type.DeclaringType?.GetGenericArguments() ?? [];
        string[] own = [.. type.GetGenericArguments().Skip(outer.Length).Select(Variance)];
        string full = own.Length == 0 ? name : $"{name}<{string.Join(", ", own)}>";
        return type.DeclaringType is { } around ? $"{Declared(around)}.{full}" : full;
    }

    public static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
    {
        string many = p.IsDefined(typeof(ParamArrayAttribute), false) || p.IsDefined(typeof(System.Runtime.CompilerServices.ParamCollectionAttribute), false) ? "params " : "";
        return $"{many}{Of(p)} {p.Name}{(p.HasDefaultValue ? " = " + Literal(p.RawDefaultValue, p.ParameterType) : "")}";
    }));

    public static string Constraints(Type[] arguments)
    {
        List<string> all = [];
        foreach (Type argument in arguments.Where(a => a.IsGenericParameter))
        {
            GenericParameterAttributes special = argument.GenericParameterAttributes;
            bool isValue = special.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
            List<string> constraints = [];
            if (isValue)
            {
                constraints.Add("struct");
            }
            else if (special.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            {
                constraints.Add("class");
            }

            constraints.AddRange(argument.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(Of).Order(StringComparer.Ordinal));
            if (special.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isValue)
            {
                constraints.Add("new()");
            }

            if (special.HasFlag(GenericParameterAttributes.AllowByRefLike))
            {
                constraints.Add("allows ref struct");
            }

            if (constraints.Count > 0)
            {
                all.Add($" where {argument.Name} : {string.Join(", ", constraints)}");
            }
        }

        return string.Concat(all);
    }

    public static string Literal(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        char letter => $"'{letter}'",
        _ when type.IsEnum => $"{Of(type)}.{Enum.ToObject(type, value)}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Write(Type type, NullabilityInfo? nullability)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Write(value, nullability?.GenericTypeArguments is [NullabilityInfo only] ? only : null) + "?";
        }

        string mark = !type.IsValueType && nullability is { ReadState: NullabilityState.Nullable } or { WriteState: NullabilityState.Nullable } && !type.IsValueType ? "?" : "";
        if (type.IsArray)
        {
            return $"{Write(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        }

        if (type.IsPointer)
        {
            return Write(type.GetElementType()!, null) + "*";
        }

        if (Keywords.TryGetValue(type, out string? keyword))
        {
            return keyword + mark;
        }

        if (!type.IsGenericType)
        {
            return (type is { IsNested: true, IsGenericParameter: false } ? $"{Of(type.DeclaringType!)}.{type.Name}" : type.Name) + mark;
        }

        Type[] arguments = type.GetGenericArguments();
        string[] names = [.. arguments.Select((a, i) => Write(a, i < nullability?.GenericTypeArguments.Length ? nullability.GenericTypeArguments[i] : null))];
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true)
        {
            return $"({string.Join(", ", names)})";
        }

        int outer = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        string around = type.DeclaringType is { } declaring ? (outer == 0 ? Of(declaring) : $"{declaring.Name.Split('`')[0]}<{string.Join(", ", names[..outer])}>") + "." : "";
        string own = names.Length == outer ? "" : $"<{string.Join(", ", names[outer..])}>";
        return around + type.Name.Split('`')[0] + own + mark;
    }

    private static string Variance(Type argument) =>
        (argument.GenericParameterAttributes & GenericParameterAttributes.VarianceMask) switch
        {
            GenericParameterAttributes.Covariant => "out " + argument.Name,
            GenericParameterAttributes.Contravariant => "in " + argument.Name,
            _ => argument.Name,
        };
}
