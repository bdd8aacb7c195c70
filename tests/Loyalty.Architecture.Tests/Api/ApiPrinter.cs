using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Loyalty.Architecture.Tests.Api;

/// <summary>Prints the public API of an assembly as C# that a reader can review, in one order on every machine.</summary>
/// <remarks>What the compiler writes for a record is left out: <c>record</c> says it.</remarks>
internal static class ApiPrinter
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static string Print(Assembly assembly)
    {
        StringBuilder text = new();
        foreach (IGrouping<string, Type> space in assembly.GetExportedTypes()
            .GroupBy(t => t.Namespace ?? "")
            .OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append("namespace ").Append(space.Key).Append(";\n\n");
            foreach (Type type in space.OrderBy(t => t.FullName, StringComparer.Ordinal))
            {
                text.Append(Head(type)).Append('\n');
                foreach (string member in Members(type))
                {
                    text.Append("    ").Append(member).Append('\n');
                }

                text.Append('\n');
            }
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Head(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return "delegate " + Method(type.GetMethod("Invoke")!, TypeNames.Declared(type));
        }

        string kind = type.IsInterface ? "interface"
            : type.IsEnum ? "enum"
            : type.IsValueType ? $"{(type.IsDefined(typeof(IsReadOnlyAttribute), false) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}{(IsRecord(type) ? "record " : "")}struct"
            : $"{(type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")}{(IsRecord(type) ? "record" : "class")}";
        List<string> bases = [];
        if (type.IsEnum)
        {
            if (Enum.GetUnderlyingType(type) is { } underlying && underlying != typeof(int))
            {
                bases.Add(TypeNames.Of(underlying));
            }
        }
        else
        {
            if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            {
                bases.Add(TypeNames.Of(parent));
            }

            bases.AddRange(type.GetInterfaces()
                .Where(i => (i.IsPublic || i.IsNestedPublic) && type.BaseType?.GetInterfaces().Contains(i) != true)
                .Where(i => !IsRecord(type) || i != typeof(IEquatable<>).MakeGenericType(type))
                .Select(TypeNames.Of)
                .Order(StringComparer.Ordinal));
        }

        return $"{kind} {TypeNames.Declared(type)}{(bases.Count == 0 ? "" : " : " + string.Join(", ", bases))}{TypeNames.Constraints(type.GetGenericArguments())}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return [];
        }

        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .OrderBy(f => Convert.ToInt64(f.GetRawConstantValue(), CultureInfo.InvariantCulture))
                .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Name} = {f.GetRawConstantValue()}"));
        }

        List<(int Order, string Name, string Text)> members = [];
        foreach (FieldInfo field in type.GetFields(Declared).Where(f => Visible(f.Attributes)))
        {
            string modifier = field.IsLiteral ? "const " : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}";
            string value = field.IsLiteral ? " = " + TypeNames.Literal(field.GetRawConstantValue(), field.FieldType) : "";
            members.Add((0, field.Name, $"{modifier}{TypeNames.Of(field)} {field.Name}{value}"));
        }

        foreach (ConstructorInfo constructor in type.GetConstructors(Declared)
            .Where(c => Visible(c) && !c.IsStatic && !c.IsDefined(typeof(CompilerGeneratedAttribute), false)))
        {
            members.Add((1, "", $"{Access(constructor)}{type.Name.Split('`')[0]}({TypeNames.Parameters(constructor)})"));
        }

        foreach (PropertyInfo property in type.GetProperties(Declared).Where(p => p.GetAccessors(true).Any(Visible) && p.Name != "EqualityContract"))
        {
            members.Add((2, property.Name, Property(property)));
        }

        foreach (EventInfo change in type.GetEvents(Declared).Where(e => Visible(e.AddMethod!)))
        {
            members.Add((3, change.Name, $"{Modifiers(change.AddMethod!)}event {TypeNames.Of(change.EventHandlerType!)} {change.Name}"));
        }

        foreach (MethodInfo method in type.GetMethods(Declared).Where(m => Visible(m) && !IsAccessor(m) && !m.Name.Contains('<')
            && !m.IsDefined(typeof(CompilerGeneratedAttribute), false)))
        {
            members.Add((4, method.Name, Modifiers(method) + Method(method, method.Name)));
        }

        return members.OrderBy(m => m.Order).ThenBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Text, StringComparer.Ordinal).Select(m => m.Text);
    }

    private static string Property(PropertyInfo property)
    {
        MethodInfo accessor = property.GetAccessors(true).First(Visible);
        string name = property.GetIndexParameters().Length == 0 ? property.Name : $"this[{TypeNames.Parameters(property.GetMethod ?? accessor)}]";
        string get = property.GetMethod is { } getter && Visible(getter) ? "get; " : "";
        string set = property.SetMethod is not { } setter || !Visible(setter) ? ""
            : setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; " : "set; ";
        string required = property.IsDefined(typeof(RequiredMemberAttribute), false) ? "required " : "";
        return $"{Modifiers(accessor)}{required}{TypeNames.Of(property)} {name} {{ {get}{set}}}";
    }

    private static string Method(MethodInfo method, string name)
    {
        Type[] arguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        string generic = arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(a => a.Name))}>";
        string extension = method.IsDefined(typeof(ExtensionAttribute), false) ? "this " : "";
        return $"{TypeNames.Of(method.ReturnParameter)} {name}{generic}({extension}{TypeNames.Parameters(method)}){TypeNames.Constraints(arguments)}";
    }

    private static string Modifiers(MethodInfo method) =>
        Access(method) + (method.IsStatic ? "static " : "") + (method.DeclaringType!.IsInterface ? ""
            : method.IsAbstract ? "abstract "
            : method.IsVirtual && !method.IsFinal ? method.GetBaseDefinition() == method ? "virtual " : "override "
            : method.GetBaseDefinition() != method ? "override " : "");

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static bool Visible(MethodBase method) => method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    private static bool Visible(FieldAttributes attributes) => (attributes & FieldAttributes.FieldAccessMask) == FieldAttributes.Public;

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsRecord(Type type) =>
        type.GetMethod("<Clone>$") is not null
        || (type.IsValueType && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null);
}
