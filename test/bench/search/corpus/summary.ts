/** Summaries of some 300 characters. */
import type { Random } from '../../../digest/random.ts';
import { draw } from './coin.ts';
import { ADJECTIVES, GIVEN, NOUNS, SURNAMES, TOPICS, type Unit, VERBS } from './words.ts';

/** Sentences about a thing of that name, place and year. Common words are common, rare ones rare. */
export function summarize(random: Random, mark: Unit, area: Unit, year: number): string {
  const noun = () => common(random, NOUNS);
  const adjective = () => common(random, ADJECTIVES);
  const verb = () => draw(random, VERBS);
  const person = () => `${draw(random, SURNAMES)} ${capital(draw(random, GIVEN) + draw(random, GIVEN))}`;
  const topic = draw(random, TOPICS).en.toLowerCase();
  const sentences = [
    `${mark.en} set out to ${verb()} ${noun()} and ${noun()} for ${adjective()} ${topic} in ${area.en}.`,
    `${person()}, who leads it, counted ${random.between(2, 9999)} ${noun()} by ${year}, most of them ${adjective()}, and meant to ${verb()} ${noun()} with ${person()}.`,
    `Critics call the ${adjective()} ${noun()} ${adjective()}; the local paper says that ${noun()} cost ${random.between(2, 990)} million yuan.`,
  ];
  return sentences.join(' ');
}

/** The first are drawn most often (a law of Zipf's kind). */
function common<T>(random: Random, things: readonly T[]): T {
  const rank = Math.floor(things.length ** random.next()) - 1;
  return things[Math.min(things.length - 1, Math.max(0, rank))] ?? draw(random, things);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
