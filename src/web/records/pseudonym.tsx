// A pseudonym as a page shows it: in symbols of one width, with chances to break the line between its groups.

export function Pseudonym({ text }: { readonly text: string }) {
  const groups = text.split('-');
  return (
    <span class="pseudonym">
      {groups.map((group, at) => (
        <>
          {at > 0 && (
            <>
              -<wbr />
            </>
          )}
          {group}
        </>
      ))}
    </span>
  );
}
