/** Classic embeds, simply. */
import type { APIEmbed } from 'discord-api-types/v10';
import type { PageMessage } from '../protocol.ts';
import { accentStyle } from './accent.ts';
import { usePage } from './context.ts';
import { Picture } from './media.tsx';
import { RichText } from './rich-text.tsx';
import { formatMessageTime } from './times.ts';

/** An embed of a message. */
export function EmbedView({ embed, message }: { embed: APIEmbed; message: PageMessage }) {
  const { words, time } = usePage();
  const footer = [embed.footer?.text, embed.timestamp && formatMessageTime(embed.timestamp, words, time)];
  return (
    <section class="container embed" style={accentStyle(embed.color)} aria-label={embed.title}>
      <div class="embed-main">
        {embed.author && <p class="embed-author">{embed.author.name}</p>}
        {embed.title && (
          <h3 class="heading-3">
            {embed.url && /^https?:/.test(embed.url) ? (
              <a href={embed.url} target="_blank" rel="noopener noreferrer">
                {embed.title}
              </a>
            ) : (
              embed.title
            )}
          </h3>
        )}
        {embed.description && <RichText text={embed.description} mentions={message.mentions} />}
        {embed.fields && embed.fields.length > 0 && (
          <dl class="embed-fields">
            {embed.fields.map((field, index) => (
              <div key={index} class={field.inline ? 'embed-field embed-field-inline' : 'embed-field'}>
                <dt>{field.name}</dt>
                <dd>
                  <RichText text={field.value} mentions={message.mentions} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      {embed.thumbnail && (
        <div class="thumbnail">
          <Picture url={embed.thumbnail.url} message={message} alt={embed.thumbnail.description} />
        </div>
      )}
      {embed.image && (
        <div class="embed-image">
          <Picture url={embed.image.url} message={message} alt={embed.image.description} />
        </div>
      )}
      {footer.some(Boolean) && <p class="subtext embed-footer">{footer.filter(Boolean).join(' · ')}</p>}
    </section>
  );
}
