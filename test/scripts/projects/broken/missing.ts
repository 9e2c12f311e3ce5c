import { a } from "./present";
import { b } from "./presnet";
out(a, b);
