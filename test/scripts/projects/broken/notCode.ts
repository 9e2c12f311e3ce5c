await import("./notCode.csv");
