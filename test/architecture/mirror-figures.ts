// Published figures of the two parties of the mirror world, named now by label and now by key.

type Given = Readonly<Record<string, unknown>>;

function held(id: string, side: string, holder: string, value: Given): Given {
  return {
    id,
    publisher: `Monitor ${id}`,
    subject: 'people held',
    asOf: '2021-01',
    affectedParty: side,
    allegedHolder: holder,
    allegedBy: `the office of ${holder}`,
    holderPosition: 'denial',
    value,
    definition: { measure: 'whereabouts-status', filter: { side: [side], holder: [holder, 'unknown'] } },
  };
}

/** The first two speak of the same and clash, in either world; the third is about the other side. */
export function figuresOfBoth({
  first,
  second,
}: Readonly<Record<'first' | 'second', { key: string; label: string }>>): Given {
  return {
    figures: [
      held('a', first.label, second.key, { exact: 3 }),
      held('b', first.key, second.label, { min: 4 }),
      held('c', second.label, first.label, { min: 1, max: 2 }),
    ],
  };
}

export const FIGURE_READS = ['?why=true', '/a?why=true', '/b', '/c?validAt=2021-02-01'];
