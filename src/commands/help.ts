import { type HelpLine, helpView } from '../views/help.ts';
import { refusalFor } from './access.ts';
import { type Command, type CommandGroup, type Context, defineAction, isAction } from './command.ts';
import { commandKey } from './declare.ts';

/** `/help`: what one may do here, and how to start. */
export function helpWith(groups: readonly CommandGroup[]): Command {
  return {
    name: 'help',
    access: 'everyone',
    action: defineAction({
      options: {},
      run(context) {
        const shown = groups.map(({ key, commands }) => ({
          title: key,
          lines: commands.flatMap((command) => linesOf(context, command)),
        }));
        const mention = (path: string) => mentionOf(context, path);
        return { view: helpView(context.lang, shown, mention), private: true };
      },
    }),
  };
}

/** A line for the command, or for each of its subcommands, that may be used by the one who asks, where they are. */
function linesOf(context: Context, { name, access, action }: Command): HelpLine[] {
  const actions: [string, { access?: Command['access'] }][] = isAction(action)
    ? [[name, action]]
    : Object.entries(action).map(([sub, each]) => [`${name} ${sub}`, each]);
  return actions
    .filter(([, each]) => refusalFor(each.access ?? access, context) === undefined)
    .map(([path]) => ({ mention: mentionOf(context, path), says: commandKey(path.replace(' ', '.')) }));
}

/**
 * A command as a mention that opens it, its name with its subcommand's; as code where Discord does not say its id.
 * https://docs.discord.com/developers/reference#message-formatting
 */
function mentionOf({ services }: Context, path: string): string {
  const id = services.commandId(path.split(' ')[0] ?? '');
  return id === undefined ? `\`/${path}\`` : `</${path}:${id}>`;
}
