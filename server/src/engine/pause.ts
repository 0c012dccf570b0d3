/** Milliseconds of work after which others get their turn. */
const TURN = 40;

/** Lets pending events run (an interruption, a request) when enough time has passed since they last could. */
export class Pause {
  #last = performance.now();

  async pass(): Promise<void> {
    if (performance.now() - this.#last < TURN) return;
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 0);
    });
    this.#last = performance.now();
  }
}
