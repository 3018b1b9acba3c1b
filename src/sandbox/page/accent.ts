/** An accent colour (0xRRGGBB) as a custom property that `page.css` draws the edge with; none leaves its default. */
export function accentStyle(colour: number | null | undefined): Record<string, string> {
  return typeof colour === 'number' ? { '--accent': `#${colour.toString(16).padStart(6, '0')}` } : {};
}
