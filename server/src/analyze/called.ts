export { calledBy, functionOf, namedOf, type Called } from "../flow/called.ts";
