/** What a value is until it is known, and what it is if it never settles. */
export interface Unknown<T> {
  /** Taken by those that need the value while it is computed from them. */
  readonly initial: T;
  /** The careful answer, where the rounds come to no end. */
  readonly careful: T;
  /** Whether nobody could tell two values apart. */
  readonly same: (a: T, b: T) => boolean;
  readonly compute: () => T;
}

/** After so many rounds, and one more for each value, values that need each other are given up. */
const MOST_ROUNDS = 24;

/**
 * Values that are computed when asked for and may need each other. Those that do are computed in rounds, each from the
 * values of the round before, until nothing changes: it makes no difference which of them is asked for first.
 */
export class Equations {
  /** What was begun and may yet turn out to need what was begun before it: Tarjan's stack. */
  readonly #open: Variable[] = [];
  /** What is being computed right now, the innermost last. */
  readonly #underWay: Variable[] = [];

  /** A value of the system; the answer asks for it. */
  value<T>(unknown: Unknown<T>): () => T {
    const cell = new Cell(unknown);
    return () => {
      if (!cell.settled) this.#ask(cell);
      return cell.value;
    };
  }

  #ask(cell: Variable): void {
    this.#underWay.at(-1)?.need(cell);
    if (cell.place === undefined) this.#begin(cell);
    else this.#reach(cell.place);
  }

  /** What is under way needs what stands at that place. */
  #reach(place: number): void {
    const asking = this.#underWay.at(-1);
    if (asking !== undefined) asking.low = Math.min(asking.low, place);
  }

  #begin(cell: Variable): void {
    const place = this.#open.length;
    cell.open(place);
    this.#open.push(cell);
    let done = false;
    try {
      this.#run(cell);
      if (cell.low === place) this.#solve(place);
      done = true;
    } finally {
      if (!done) this.#forget(place);
    }
    this.#close(place);
  }

  #run(cell: Variable): void {
    cell.forgetNeeds();
    this.#underWay.push(cell);
    try {
      cell.compute();
    } finally {
      this.#underWay.pop();
    }
  }

  /** Settles what stands from the place on, unless it leads to what was begun before. */
  #close(place: number): void {
    const low = this.#open.slice(place).reduce((least, cell) => Math.min(least, cell.low), Infinity);
    if (low < place) {
      this.#reach(low);
      return;
    }
    for (const cell of this.#open.splice(place)) cell.settle();
  }

  /** Rounds over all that stands from the place on; from the start whenever more of it is found. */
  #solve(place: number): void {
    let size: number;
    do {
      size = this.#open.length;
      this.#rounds(this.#open.slice(place), place);
    } while (this.#open.length > size);
  }

  #rounds(circle: readonly Variable[], place: number): void {
    const size = this.#open.length;
    for (const cell of circle) cell.open(place);
    for (let round = 0; round < MOST_ROUNDS + circle.length; round++) {
      for (const cell of circle) if (round === 0 || cell.isStale) this.#run(cell);
      // It is a part of something larger.
      if (this.#open.length > size || circle.some(({ low }) => low < place)) return;
      if (!circle.some(({ changed }) => changed)) return;
      for (const cell of circle) cell.advance();
    }
    for (const cell of circle) cell.giveUp();
  }

  /** An exception has left these half done. */
  #forget(place: number): void {
    for (const cell of this.#open.splice(place)) cell.close();
  }
}

/** A value, as far as the system knows it. */
class Cell<T> implements Variable {
  settled = false;
  /** Where it stands among what is open. */
  place: number | undefined;
  /** The lowest place that it has been seen to need. */
  low = Infinity;
  /** Whether the round before has changed it. */
  moved = false;
  value: T;
  readonly #unknown: Unknown<T>;
  #next: T;
  /** What it has asked for that was not settled then. */
  #needs: Variable[] | undefined;

  constructor(unknown: Unknown<T>) {
    this.#unknown = unknown;
    this.value = unknown.initial;
    this.#next = unknown.initial;
  }

  /** Whether the last round has given another value than the one before. */
  get changed(): boolean {
    return !this.#unknown.same(this.value, this.#next);
  }

  /** Whether something it was computed from has changed since. */
  get isStale(): boolean {
    return this.#needs?.some(({ moved }) => moved) === true;
  }

  need(other: Variable): void {
    (this.#needs ??= []).push(other);
  }

  forgetNeeds(): void {
    this.#needs = undefined;
  }

  /** Stands at that place; nothing is known of it yet. */
  open(place: number): void {
    this.place = place;
    this.low = Infinity;
    this.moved = false;
    this.value = this.#unknown.initial;
    this.#next = this.#unknown.initial;
  }

  compute(): void {
    this.#next = this.#unknown.compute();
  }

  /** What was computed is what is answered from now on. */
  advance(): void {
    this.moved = this.changed;
    this.value = this.#next;
  }

  giveUp(): void {
    this.#next = this.#unknown.careful;
  }

  settle(): void {
    this.advance();
    this.settled = true;
    this.close();
  }

  close(): void {
    this.place = undefined;
    this.moved = false;
    this.forgetNeeds();
  }
}

/** A value whatever its type. */
interface Variable {
  readonly place: number | undefined;
  low: number;
  readonly moved: boolean;
  readonly changed: boolean;
  readonly isStale: boolean;
  need(other: Variable): void;
  forgetNeeds(): void;
  open(place: number): void;
  compute(): void;
  advance(): void;
  giveUp(): void;
  settle(): void;
  close(): void;
}
