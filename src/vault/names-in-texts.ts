// Looks for registered names in open texts: of the people whom a text is about, and by their codes of others who may be compared.

import { allEnded } from '../domain/all-ended.js';
import { holdsName, holdsPartOfName, nameWindows } from '../domain/identity/identifying-text.js';
import { FIELDS_WITH_NAMES, namesOfIdentity } from '../domain/identity/names-of-identity.js';
import { IdentityErased } from '../domain/identity/identity-erased.js';
import type { IdentityParticulars } from '../domain/identity/identity-particulars.js';
import type { RegisteredNames } from '../domain/identity/registered-names.js';
import { sentFirst } from '../postgres/sent-first.js';
import type { IdentityVault } from './identity-vault.js';
import { SealBroken } from './sealed-box.js';

/** Three words give three codes. */
const WINDOWS_OF_QUERY = 150;

export class NamesInTexts implements RegisteredNames {
  constructor(private readonly vault: IdentityVault) {}

  async inTexts(...[texts, about, mayBeCompared]: Parameters<RegisteredNames['inTexts']>): Promise<readonly boolean[]> {
    const [own, others] = await allEnded(
      this.namesOf(about),
      mayBeCompared === null ? Promise.resolve([]) : this.met(texts, mayBeCompared, Promise.resolve(about)),
    );
    return texts.map((text) => holdsPartOfName(text, own.flat()) || holdsName(text, others));
  }

  private async namesOf(about: Parameters<RegisteredNames['inTexts']>[1]): Promise<string[][]> {
    const opened = (await about).map((whose) => (typeof whose === 'string' ? this.heldBy(whose) : whose));
    return (await Promise.all(opened)).map(namesOfIdentity);
  }

  /** Of whoever was erased no name is left, and of whom the seal is broken none can be compared: work on the record goes on. */
  private async heldBy(personId: string): Promise<IdentityParticulars> {
    try {
      return await this.vault.openIdentity(personId, FIELDS_WITH_NAMES);
    } catch (error) {
      if (error instanceof IdentityErased || error instanceof SealBroken) return {};
      throw error;
    }
  }

  /** Reading a text takes as long as asking a question: what was asked beside is sent before it, and answered meanwhile. */
  private async met(
    texts: readonly string[],
    mayBeCompared: NonNullable<Parameters<RegisteredNames['inTexts']>[2]>,
    before: Promise<unknown>,
  ): Promise<string[]> {
    await sentFirst();
    const windows = [...new Set(texts.flatMap(nameWindows))];
    const found: string[] = [];
    for (let at = 0; at < windows.length; at += WINDOWS_OF_QUERY) {
      const asked = windows.slice(at, at + WINDOWS_OF_QUERY);
      const { candidates } = await this.vault.findInWindows(asked, mayBeCompared, before);
      found.push(...candidates.flatMap(({ identity }) => (identity.names ?? []).map(({ text }) => text)));
    }
    return found;
  }
}
