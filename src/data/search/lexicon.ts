/** The words of several layers as one set: a word counts where a record that is not hidden has it. */
import type { View } from './layer.ts';
import type { Postings } from './postings.ts';
import type { Lexicon } from './query.ts';

function isSeen({ layer, hides }: View, postings: Postings, word: number): boolean {
  const count = postings.count(word);
  for (let place = 0; place < count; place++) {
    const entry = layer.entry(postings.recordAt(word, place));
    if (entry && !hides(entry.record.id)) return true;
  }
  return false;
}

/** The same answer for the same question, while one query is read. */
function remembering<A>(answer: (word: string) => A): (word: string) => A {
  const known = new Map<string, A>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const found = answer(word);
    known.set(word, found);
    return found;
  };
}

/** The words of all layers, from the base up; how frequent they are is told by the base alone. */
export function lexiconOf(views: readonly View[]): Lexicon {
  const base = views[0]?.layer;
  const inNames = (view: View, word: string) => {
    const number = view.layer.vocabulary.numberOf(word);
    return number !== undefined && isSeen(view, view.layer.names, number);
  };
  const inRecords = (view: View, word: string) => {
    const number = view.layer.vocabulary.numberOf(word);
    return (
      number !== undefined &&
      (isSeen(view, view.layer.names, number) || isSeen(view, view.layer.summaries, number))
    );
  };
  const union = (find: (view: View) => string[]) => [
    ...new Set(views.flatMap((view) => find(view).filter((word) => inRecords(view, word)))),
  ];
  const near = [1, 2].map((distance) =>
    remembering((word) => union(({ layer }) => layer.vocabulary.near(word, distance))),
  );
  return {
    size: base?.size ?? 0,
    knows: (word) => views.some((view) => inRecords(view, word)),
    names: (word) => views.some((view) => inNames(view, word)),
    beginning: remembering((prefix) => union(({ layer }) => layer.vocabulary.beginning(prefix))),
    near: (word, distance) => near[distance - 1]?.(word) ?? [],
    frequency: (word) => base?.frequency(word) ?? 0,
  };
}
