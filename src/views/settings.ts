import type { GuildSettings } from '../data/store/guild-format.ts';
import type { LeapDay } from '../data/timeline.ts';
import { type Language, localeOf } from './language.ts';
import { COLOURS, container, type MessageView, text } from './parts.ts';
import { literal } from './text.ts';

/** What holds where a server has not chosen. */
export interface Defaults {
  readonly timeZone: string;
  readonly digest: { readonly leapDay: LeapDay };
}

/** What a server has chosen, and what holds for the rest. */
export function settingsView(
  lang: Language,
  { editorRole, timeZone, leapDay, language }: GuildSettings,
  defaults: Defaults,
  isChanged: boolean,
): MessageView {
  const byDefault = (said: string, own: unknown) =>
    own === undefined ? lang.t('settings.default', { value: said }) : said;
  const lines = [
    [
      lang.t('settings.editors'),
      editorRole === undefined ? lang.t('settings.noEditors') : `<@&${editorRole}>`,
    ],
    [lang.t('settings.timezone'), byDefault(literal(timeZone ?? defaults.timeZone), timeZone)],
    [lang.t('settings.leapday'), byDefault(lang.t(`leapday.${leapDay ?? defaults.digest.leapDay}`), leapDay)],
    [
      lang.t('settings.language'),
      language === undefined ? lang.t('settings.asDiscord') : lang.t(`language.${localeOf(language)}`),
    ],
  ] as const;
  return {
    components: [
      container(COLOURS.calm, [
        text(
          `## ${lang.t(isChanged ? 'settings.changed' : 'settings.title')}`,
          ...lines.map(([name, value]) => lang.pair(`**${name}**`, value)),
        ),
        text(`-# ${lang.t('settings.help')}`),
      ]),
    ],
  };
}
