// Fields of one person that are asked for in the same turn: one question, and to each what they asked for.

import { describe, expect, it } from '@jest/globals';
import { AskedTogether } from '../../src/vault/asked-together.js';
import type { StoredPerson } from '../../src/vault/sealed-person.js';

const sealed = Buffer.from('sealed');

function storedOf(personId: string, fields: readonly string[]): StoredPerson {
  return {
    personId,
    keyVersion: 1,
    wrappedKey: sealed,
    keySlot: 3,
    fields: fields.map((field) => ({ field, version: 1, sealed })),
  };
}

describe('fields of one person', () => {
  it('are asked for once in a turn, answered to each as asked, and asked for anew in the next turn', async () => {
    const asked: (readonly [readonly string[], readonly string[]])[] = [];
    const together = new AskedTogether((ids, fields) => {
      asked.push([ids, fields]);
      return Promise.resolve(ids.map((id) => storedOf(id, fields)));
    });
    const later = Promise.resolve()
      .then(() => Promise.resolve())
      .then(() => together.onePerson('one', ['names', 'notes']));
    const answers = await Promise.all([
      together.onePerson('one', ['names']),
      together.onePerson('other', ['marks']),
      later,
    ]);
    expect(
      answers.map((people) => people.map(({ personId, fields }) => [personId, fields.map((one) => one.field)])),
    ).toEqual([[['one', ['names']]], [['other', ['marks']]], [['one', ['names', 'notes']]]]);
    expect(asked).toEqual([
      [['one'], ['names', 'notes']],
      [['other'], ['marks']],
    ]);
    await together.onePerson('one', ['names']);
    expect(asked).toHaveLength(3);
  });

  it('are refused to all who asked, and asked for anew by whoever comes next', async () => {
    let times = 0;
    const together = new AskedTogether(() => {
      times += 1;
      return times === 1 ? Promise.reject(new Error('the server is gone')) : Promise.resolve([]);
    });
    const both = await Promise.allSettled([together.onePerson('one', ['names']), together.onePerson('one', ['notes'])]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await together.onePerson('one', ['names'])).toEqual([]);
  });
});
