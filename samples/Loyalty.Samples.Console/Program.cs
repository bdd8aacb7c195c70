return Loyalty.Samples.CommandLine.Run(args, Console.OpenStandardOutput(), Console.Error);
