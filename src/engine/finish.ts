import { giveNames } from "./functionNames.js";
import * as torch from "./index.js";
import { givePrintedForms } from "./printedObjects.js";

// Comes last: what it finishes is there.
giveNames(torch);
givePrintedForms();
