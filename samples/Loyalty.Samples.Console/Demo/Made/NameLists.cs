namespace Loyalty.Samples.Demo.Made;

/// <summary>Common names, streets and towns from which people are made.</summary>
internal static class NameLists
{
    public static readonly string[] GivenNames = Words(
        "Oliver George Harry Jack Noah Charlie Jacob Thomas Oscar William James Leo Alfie Henry Joshua Freddie Archie Ethan Isaac Alexander Joseph Edward "
        + "Samuel Max Logan Lucas Daniel Theo Arthur Mohammed Harrison Benjamin Mason Finley Sebastian Adam Dylan Zachary Riley Teddy David Michael Robert "
        + "Richard Peter Andrew Stephen Paul Mark Ian Colin Graham Kenneth Alan Brian Olivia Amelia Isla Ava Emily Isabella Mia Poppy Ella Lily Jessica Sophie "
        + "Grace Evie Sophia Charlotte Freya Alice Daisy Florence Phoebe Matilda Ruby Sienna Evelyn Rosie Ivy Millie Eva Elsie Maya Harriet Imogen Margaret "
        + "Susan Patricia Elizabeth Katherine Helen Deborah Janet Gillian Jennifer Victoria Rebecca Anita Priya Aisha Fatima Anneliese Brigitte Chloe Camille Ingrid Marta");

    public static readonly string[] Surnames = Words(
        "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood Jackson Clarke Patel Khan "
        + "Lewis James Phillips Mason Mitchell Rose Davis Rodgers Cox Alexander Murphy Kelly Bennett Cook Shaw Ellis Adams Harvey Bell Carter Hughes Collins "
        + "Murray Richardson Parker Cooper Bailey Ward Marshall Simpson Fox Chapman Mills Palmer Stevens Butler Barnes Knight Matthews Webb Hunt Holmes Powell "
        + "Gibson Dixon Gordon Hamilton Graham Kennedy Reid Wallace Burns Spencer Fletcher Hart Andrews Pearson Ford Lawson Burton Armstrong Booth Stone Perry "
        + "Osborne Doyle Byrne Walsh Ryan Begum Hussain Singh Kaur Ahmed Okafor Mensah Novak Kowalska Schmidt Weber Wagner Becker Hoffmann Moreau Laurent Girard "
        + "Rossi Ferrari Garcia Martinez Fernandez Silva Santos Jansen Bakker Peeters Nielsen Hansen Larsen Lindqvist Virtanen Popescu Papadakis Bartlett "
        + "Whitaker Pemberton Ainsworth Hollingsworth Threlfall Fairclough Entwistle Ormerod Haythornthwaite Cadwallader Penhaligon Trelawney Featherstone Winterbourne");

    public static readonly string[] Streets =
    [
        "High Street", "Station Road", "Church Lane", "Mill Lane", "Victoria Road", "Green Lane", "Manor Road", "Park Avenue", "Queens Road", "The Crescent",
        "Orchard Close", "Chapel Street", "Springfield Road", "Grove Terrace", "Bridge Street", "Canal Walk", "Elm Drive", "Kingsway", "Meadow Rise", "North Parade",
        "Oak Tree Lane", "Priory Gardens", "Richmond Hill", "School Lane", "Tithe Barn Way", "Union Street", "Vicarage Road", "Wellington Square", "York Place", "Beech Grove",
    ];

    /// <summary>Towns and the letters of their postcodes.</summary>
    public static readonly (string Town, string Area)[] Towns =
    [
        ("London", "SE"), ("Birmingham", "B"), ("Leeds", "LS"), ("Manchester", "M"), ("Bristol", "BS"), ("Sheffield", "S"), ("Liverpool", "L"), ("Nottingham", "NG"),
        ("Leicester", "LE"), ("Norwich", "NR"), ("York", "YO"), ("Bath", "BA"), ("Oxford", "OX"), ("Cambridge", "CB"), ("Exeter", "EX"), ("Brighton", "BN"),
        ("Cardiff", "CF"), ("Swansea", "SA"), ("Edinburgh", "EH"), ("Glasgow", "G"), ("Dundee", "DD"), ("Belfast", "BT"), ("Carlisle", "CA"), ("Durham", "DH"),
    ];

    /// <summary>Calling codes of the countries in the receipts; others are written with the shop's own.</summary>
    public static readonly Dictionary<string, string> CallingCodes = new(StringComparer.Ordinal)
    {
        ["Germany"] = "49",
        ["France"] = "33",
        ["EIRE"] = "353",
        ["Spain"] = "34",
        ["Netherlands"] = "31",
        ["Belgium"] = "32",
        ["Switzerland"] = "41",
        ["Portugal"] = "351",
        ["Australia"] = "61",
        ["Norway"] = "47",
        ["Italy"] = "39",
        ["Finland"] = "358",
        ["Sweden"] = "46",
        ["Denmark"] = "45",
        ["Austria"] = "43",
        ["Poland"] = "48",
        ["Japan"] = "81",
        ["Greece"] = "30",
        ["Cyprus"] = "357",
    };

    /// <summary>Given names and how people shorten them.</summary>
    public static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["Robert"] = "Bob",
        ["William"] = "Bill",
        ["Richard"] = "Dick",
        ["Thomas"] = "Tom",
        ["James"] = "Jim",
        ["Alexander"] = "Alex",
        ["Samuel"] = "Sam",
        ["Benjamin"] = "Ben",
        ["Edward"] = "Ted",
        ["Joseph"] = "Joe",
        ["Michael"] = "Mike",
        ["Andrew"] = "Andy",
        ["Elizabeth"] = "Liz",
        ["Katherine"] = "Kate",
        ["Margaret"] = "Maggie",
        ["Victoria"] = "Vicky",
        ["Jennifer"] = "Jenny",
        ["Rebecca"] = "Becky",
        ["Susan"] = "Sue",
        ["Patricia"] = "Pat",
        ["Charlotte"] = "Lottie",
        ["Jessica"] = "Jess",
    };

    public static readonly string[] MailDomains = ["post.example", "oakmail.example", "harbour.example", "inbox.example", "letterbox.example"];

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
