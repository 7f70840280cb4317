// A QR code as a picture in the page itself: what it holds is in no address, no file and no cache.

import { encode } from 'uqr';

/** Light modules around it, without which readers do not find it (ISO/IEC 18004). */
const BORDER = 4;

/** Black on white in a dark page too: many readers know nothing else. */
export function QrPicture({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, data } = encode(text, { border: BORDER });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} width="240" height="240" role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={dark.join('')} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}
