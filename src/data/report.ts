import type { Library } from './library.ts';

/** What stands for the record's id in the address. */
const ID = '{id}';

/**
 * Where a mistake in a record is reported, by an operator's template such as `https://example.org/new?record={id}`.
 * Undefined without a template, and for what is not as in the catalogue: that is its server's own affair, and its id is
 * nobody else's to know.
 */
export function reportAddress(
  template: string,
  id: string,
  { standing }: Pick<Library, 'standing'>,
): string | undefined {
  if (template === '' || standing(id)?.of !== 'catalogue') return undefined;
  return template.replaceAll(ID, encodeURIComponent(id));
}
