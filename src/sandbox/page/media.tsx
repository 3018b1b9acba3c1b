/** Pictures and files. Nothing is fetched from another host: a picture from elsewhere is shown by its words. */
import type { APIAttachment, APIUnfurledMediaItem } from 'discord-api-types/v10';
import { useState } from 'preact/hooks';
import type { PageMessage } from '../protocol.ts';
import { usePage } from './context.ts';
import { Icon } from './icons.tsx';
import { Lightbox } from './lightbox.tsx';

/** The path on this server of what a message shows, or undefined where it lies on another host. */
function localPath(url: string, message: PageMessage): string | undefined {
  const named = url.startsWith('attachment://') ? url.slice('attachment://'.length) : undefined;
  const target = named === undefined ? url : message.attachments.find((one) => one.filename === named)?.url;
  if (target === undefined) return undefined;
  const parsed = new URL(target, location.href);
  // The page may be open as localhost while links say 127.0.0.1.
  const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(parsed.hostname);
  return loopback && parsed.port === location.port ? parsed.pathname + parsed.search : undefined;
}

interface PictureProps {
  readonly url: string;
  readonly message: PageMessage;
  readonly alt?: string | null | undefined;
  readonly spoiler?: boolean | undefined;
  readonly size?: { width?: number | null | undefined; height?: number | null | undefined };
}

/** A picture that opens large; one marked as a spoiler is first revealed. */
export function Picture({ url, message, alt, spoiler, size }: PictureProps) {
  const { words } = usePage();
  const [shown, setShown] = useState(!spoiler);
  const [large, setLarge] = useState(false);
  const path = localPath(url, message);
  const name = alt || words.picture;
  if (path === undefined) {
    return (
      <span class="picture picture-away" role="img" aria-label={name}>
        {name}
      </span>
    );
  }
  if (!shown) {
    return (
      <button
        type="button"
        class="picture picture-hidden"
        onClick={() => setShown(true)}
        aria-label={words.reveal}
      >
        {words.spoiler}
      </button>
    );
  }
  return (
    <>
      <button type="button" class="picture" aria-haspopup="dialog" onClick={() => setLarge(true)}>
        <img
          src={path}
          alt={name}
          title={alt ?? undefined}
          width={size?.width ?? undefined}
          height={size?.height ?? undefined}
        />
        {alt && (
          <span class="picture-alt" aria-hidden="true">
            ALT
          </span>
        )}
      </button>
      {large && <Lightbox path={path} alt={alt || undefined} onClose={() => setLarge(false)} />}
    </>
  );
}

/** A picture of a component. */
export function MediaPicture(props: {
  media: APIUnfurledMediaItem;
  message: PageMessage;
  alt?: string | null | undefined;
  spoiler?: boolean | undefined;
}) {
  const { media, ...rest } = props;
  return <Picture url={media.url} size={{ width: media.width, height: media.height }} {...rest} />;
}

/** A file to download. `bytes` is its size. */
export function FileCard({
  url,
  name,
  bytes,
  message,
}: {
  url: string;
  name?: string | undefined;
  bytes?: number | undefined;
  message: PageMessage;
}) {
  const { locale } = usePage();
  const path = localPath(url, message);
  const attachment = message.attachments.find(
    (one) => one.url === url || url === `attachment://${one.filename}`,
  );
  const title = name ?? attachment?.filename ?? decodeURIComponent(path?.split('/').at(-1) ?? url);
  const size = bytes ?? attachment?.size;
  return (
    <p class="file">
      <Icon name="file" />
      {path === undefined ? (
        <span>{title}</span>
      ) : (
        <a href={path} download={title}>
          {title}
        </a>
      )}
      {size !== undefined && <small>{formatBytes(size, locale)}</small>}
    </p>
  );
}

function formatBytes(bytes: number, locale: string): string {
  const [unit, factor] =
    bytes < 1000 ? ['byte', 1] : bytes < 1_000_000 ? ['kilobyte', 1000] : ['megabyte', 1_000_000];
  const options = {
    style: 'unit',
    unit: String(unit),
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  } as const;
  return new Intl.NumberFormat(locale, options).format(bytes / Number(factor));
}

/** What a classic message carries below its text, less the files that its embeds show. */
export function Attachments({ message }: { message: PageMessage }) {
  const embedded = JSON.stringify(message.embeds);
  const own = message.attachments.filter(
    ({ filename, url }) => !embedded.includes(`"attachment://${filename}"`) && !embedded.includes(`"${url}"`),
  );
  if (own.length === 0) return null;
  return (
    <div class="attachments">
      {own.map((attachment) => (
        <AttachmentView key={attachment.id} attachment={attachment} message={message} />
      ))}
    </div>
  );
}

function AttachmentView({ attachment, message }: { attachment: APIAttachment; message: PageMessage }) {
  const { url, filename, size, description, width, height } = attachment;
  if (attachment.content_type?.startsWith('image/')) {
    const spoiler = filename.startsWith('SPOILER_');
    return <Picture {...{ url, message, spoiler }} alt={description ?? filename} size={{ width, height }} />;
  }
  return <FileCard url={url} name={filename} bytes={size} message={message} />;
}
