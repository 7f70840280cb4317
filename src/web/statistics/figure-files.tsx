// Links to what a page of exact counts shows as a file and as a picture.

interface FigureFilesProps {
  readonly csv: string;
  readonly picture?: string;
}

export function FigureFiles({ csv, picture }: FigureFilesProps) {
  return (
    <p class="no-print">
      The same as a file: <a href={csv}>CSV</a>
      {picture !== undefined && (
        <>
          {' '}
          · <a href={picture}>picture (SVG)</a>
        </>
      )}
      . They hold exact counts and are not for publication.
    </p>
  );
}
