import type * as t from "@babel/types";

/** Whether an assignment assigns its right side as it is. */
export function passesItsRightSide({ operator }: t.AssignmentExpression): boolean {
  return operator === "=" || operator === "??=" || operator === "||=" || operator === "&&=";
}
