const READS =
  "Get|List|Find|Load|Query|Exec|Read|Lookup|Inspect|Stat|Has|Is|Fetch|Describe|Count|Search|Select|Exists?|Resolve|Decrypt|Open|Scan|Ping|Head|Discover|Download|Receive|Poll|Watch|Iterate|Walk|Compute|Calculate|Do|RoundTrip|Prepare|Begin";
const FIRST = new RegExp(`^(${READS})(?![a-z])`);
const FIRST_SMALL = new RegExp(`^(${READS.toLowerCase()}|roundTrip)(?![a-z])`);
const LATER = /[a-z](Exists?|Query|Lookup)$/;

/**
 * True for the name of work whose answer is of use to its caller alone: when that one has given up, nobody wants it any
 * more. What is written, sent or deleted may well have to be finished.
 */
export function isReadingName(name: string): boolean {
  return FIRST.test(name) || FIRST_SMALL.test(name) || LATER.test(name);
}
