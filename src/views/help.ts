import type { Language, MessageKey } from './language.ts';
import { COLOURS, container, type MessageView, rule, text } from './parts.ts';

/** A command with what it does. */
export interface HelpLine {
  /** In markdown. */
  readonly mention: string;
  readonly says: MessageKey;
}

/** Commands that belong together, with what they are called together. */
export interface HelpGroup {
  readonly title: MessageKey;
  readonly lines: readonly HelpLine[];
}

/**
 * How to start, and the commands that may be used, by groups; those without any are left out. `mention` makes a
 * mention of a command.
 */
export function helpView(
  lang: Language,
  groups: readonly HelpGroup[],
  mention: (path: string) => string,
): MessageView {
  const find = lang.t('menu.find');
  const start = [
    lang.t('help.startSearch', { search: mention('search') }),
    lang.t('help.startDay', { day: mention('onthisdate'), timeline: mention('timeline') }),
    lang.t('help.startFind', { find }),
  ];
  const lists = groups
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) =>
      text(
        `### ${lang.t(title)}`,
        ...lines.map((line) => lang.t('help.line', { command: line.mention, says: lang.t(line.says) })),
      ),
    );
  return {
    components: [container(COLOURS.calm, [text(`## ${lang.t('help.title')}`, ...start), rule(), ...lists])],
  };
}
