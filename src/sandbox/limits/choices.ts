import { ApplicationCommandOptionType as Option } from 'discord-api-types/v10';
import * as z from 'zod';
import { fault, list, text } from './form.ts';

/**
 * Up to 25 choices of 1 to 100 characters each for the option that is being typed.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-autocomplete
 * @param type of that option
 */
export function choicesFor(type: number): z.ZodType {
  const value =
    type === Option.String
      ? text(1, 100)
      : z
          .number()
          .refine(
            (number) => type === Option.Number || Number.isInteger(number),
            fault('NUMBER_TYPE_COERCE', 'Value is not int.'),
          );
  const choice = z.object({
    name: text(1, 100),
    name_localizations: z.record(z.string(), text(1, 100).nullable()).nullish(),
    value,
  });
  return z.object({ choices: list(choice, 0, 25) });
}
