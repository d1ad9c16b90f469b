/**
 * Runs the claims of one offer one after the other within this process, different offers side by side: they collide on one document, and waiting
 * here costs nothing, where a conflict in the database costs a whole transaction. Other processes are kept apart by the transaction itself.
 */
export class ClaimQueue {
  private readonly tails = new Map<string, Promise<unknown>>();

  run<T>(offer: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.tails.get(offer) ?? Promise.resolve()).then(work, work);
    // the caller of `work` hears of its failure; the next in line only waits for its end
    const tail = turn
      .catch(() => undefined)
      .then(() => {
        if (this.tails.get(offer) === tail) this.tails.delete(offer);
      });
    this.tails.set(offer, tail);
    return turn;
  }
}
