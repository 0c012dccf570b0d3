export { calledBy, functionOf, namedOf, namedTypeOf, type Called } from "../flow/called.ts";
