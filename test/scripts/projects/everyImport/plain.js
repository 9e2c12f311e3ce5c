import { extensionless } from "./extensionless";
export const plain = extensionless.length;
