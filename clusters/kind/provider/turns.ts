/** Runs what is done to one and the same cluster one after the other, in the order of asking. */
export function createTurns(): <T>(name: string, action: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (name, action) => {
    const before = last.get(name) ?? Promise.resolve();
    const turn = before.then(action);
    const over = turn.then(
      () => {},
      () => {},
    );
    last.set(name, over);
    void over.then(() => {
      if (last.get(name) === over) last.delete(name);
    });
    return turn;
  };
}
