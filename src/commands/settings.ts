import type { LeapDay } from '../data/timeline.ts';
import { LOCALES } from '../views/language.ts';
import { settingsView } from '../views/settings.ts';
import { type Command, defineAction, Refusal } from './command.ts';
import { oneOf, role, zone } from './options.ts';
import { attempt, authorOf } from './record/saving.ts';

const LEAP_DAYS = ['02-28', '03-01'] as const satisfies readonly LeapDay[];

/** What a server can choose, by the option's name, with the name under which it is kept. */
const CHOICES = {
  editors: 'editorRole',
  timezone: 'timeZone',
  leapday: 'leapDay',
  language: 'language',
} as const;

const NAMES = Object.keys(CHOICES) as (keyof typeof CHOICES)[];

/** `/settings`: what a server has chosen for itself. */
export const settings: Command = {
  name: 'settings',
  access: 'managers',
  action: defineAction({
    options: {
      editors: role(),
      timezone: zone(),
      leapday: oneOf(LEAP_DAYS.map((value) => ({ value, key: `leapday.${value}` as const }))),
      language: oneOf(LOCALES.map((value) => ({ value, key: `language.${value}` as const }))),
      unset: oneOf(NAMES.map((value) => ({ value, key: `settings.${value}` as const }))),
    },
    async run(context, { editors, timezone, leapday, language, unset }) {
      const { lang, services, guildId = '' } = context;
      // The role that everybody has carries the server's own id.
      if (editors === guildId) throw new Refusal('settings.everyone');
      const chosen = { editors, timezone, leapday, language };
      const given = NAMES.filter((name) => chosen[name] !== undefined);
      if (unset !== undefined && given.includes(unset)) throw new Refusal('settings.both', { name: unset });
      const change = Object.fromEntries([
        ...given.map((name) => [CHOICES[name], chosen[name]]),
        ...(unset === undefined ? [] : [[CHOICES[unset], null]]),
      ]);
      const isChange = given.length > 0 || unset !== undefined;
      const settings = isChange
        ? (await attempt(context, services.records.setSettings(guildId, change, authorOf(context)))).settings
        : context.settings;
      return { view: settingsView(lang, settings, services.config, isChange), private: true };
    },
  }),
};
