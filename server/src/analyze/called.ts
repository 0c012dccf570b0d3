export { calledBy, calledName, functionOf, namedOf, namedTypeOf, type Called } from "../flow/called.ts";
