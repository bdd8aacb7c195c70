using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Loyalty.Architecture.Tests.Reading;

/// <summary>What a built assembly names outside itself: types, and members with their number of parameters.</summary>
/// <remarks>Read from the metadata, so that silencing an analyser does not hide a call.</remarks>
internal static class CalledMembers
{
    public static IReadOnlySet<string> Of(Assembly assembly)
    {
        using FileStream file = File.OpenRead(assembly.Location);
        using PEReader image = new(file);
        MetadataReader metadata = image.GetMetadataReader();
        HashSet<string> names = [];
        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
        {
            names.Add(NameOf(metadata, handle));
        }

        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                string owner = NameOf(metadata, (TypeReferenceHandle)member.Parent);
                string name = $"{owner}::{metadata.GetString(member.Name)}";
                names.Add(name);
                if (member.GetKind() == MemberReferenceKind.Method)
                {
                    BlobReader signature = metadata.GetBlobReader(member.Signature);
                    SignatureHeader header = signature.ReadSignatureHeader();
                    if (header.IsGeneric)
                    {
                        signature.ReadCompressedInteger();
                    }

                    names.Add($"{name}/{signature.ReadCompressedInteger()}");
                }
            }
        }

        return names;
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        string name = metadata.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return $"{NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope)}.{name}";
        }

        return type.Namespace.IsNil ? name : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
