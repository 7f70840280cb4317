// `audit witness` against a real service: what it refuses, what it keeps, and what it cosigns.

import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { base64 } from '../../src/domain/audit/base64.js';
import { checkpointText, readCheckpoint, type KeyRecord } from '../../src/domain/audit/checkpoint.js';
import { signNote, verifierOf, verifierText } from '../../src/domain/audit/signed-note.js';
import { sha256 } from '../../src/persistence/audit/sha-256.js';
import { signerFrom, makeSigningKey } from '../../src/vault/checkpoint-key.js';
import { AuditLog } from '../persistence/audit/audit-log.js';
import { startTestApplication, type TestApplication, type TestUser } from '../support/http-application.js';
import { runCommand, type CommandEnd } from './run-command.js';

interface Checkpoints {
  checkpoints: { note: string }[];
  keys: KeyRecord[];
}

describe('audit witness', () => {
  let service: TestApplication;
  let log: AuditLog;
  let auditor: TestUser;
  let work: string;
  let token: string;
  let own: string;
  let count = 0;

  beforeAll(async () => {
    service = await startTestApplication();
    log = await AuditLog.on(service.database, service.clock, service.platform.keys);
    auditor = await service.seedUser({ roles: ['auditor'] });
    work = await mkdtemp(path.join(tmpdir(), 'witness-'));
    token = path.join(work, 'token');
  });
  beforeEach(async () => {
    own = path.join(work, String((count += 1)));
    await log.write(5);
    await log.checkpoint();
    await writeFile(token, await auditor.token());
  });
  afterAll(async () => {
    await rm(work, { recursive: true });
    await log.disconnect();
    await service.stop();
  });

  const witness = (from = service.url, ...options: string[]): Promise<CommandEnd> =>
    runCommand(service.platform, 'audit', 'witness', from, own, '--token-file', token, ...options);
  const grow = async (): Promise<void> => {
    await log.write(3);
    await log.checkpoint();
  };
  const files = async (): Promise<Record<string, string>> => {
    const names = (await readdir(own)).filter((name) => name !== 'refused.note');
    return Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await readFile(path.join(own, name), 'utf8')] as const)),
    );
  };
  const newest = async (): Promise<Checkpoints> => {
    const path = '/v1/audit/checkpoints?limit=1';
    return (await service.request('GET', path, { token: await auditor.token() })).body as Checkpoints;
  };

  describe('refuses', () => {
    let server: Server;
    let answers: Record<string, unknown>;
    let address: string;

    beforeAll(async () => {
      server = createServer((request, response) => {
        const answer = answers[new URL(request.url ?? '', 'http://localhost').pathname];
        response.statusCode = answer === undefined ? 404 : 200;
        response.end(JSON.stringify(answer ?? {}));
      });
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      address = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    });
    beforeEach(() => {
      answers = {};
    });
    afterAll(() => new Promise((resolve) => void server.close(resolve)));

    /** What somebody in the place of the service answers, after the witness has accepted one checkpoint. */
    async function refusal(told: Checkpoints, proof?: string[]): Promise<[number, string]> {
      const before = await files();
      answers = { '/v1/audit/checkpoints': told };
      if (proof !== undefined) answers['/v1/audit/proofs'] = { proof };
      const { exitCode, out } = await witness(address, '--json');
      expect(await files()).toEqual(before);
      expect(await readFile(path.join(own, 'refused.note'), 'utf8')).toBe(told.checkpoints[0]?.note);
      return [exitCode, (JSON.parse(out) as { code: string }).code];
    }

    /** With the registry's own key, as somebody who has key and database would. */
    function forged(size: number, root: Uint8Array, origin = service.platform.keys.logOrigin): string {
      const { checkpointSigner } = service.platform.keys;
      const verifier = verifierOf(origin, checkpointSigner.publicKey, sha256);
      const sign = (message: Uint8Array): Uint8Array => checkpointSigner.sign(message);
      return signNote(checkpointText({ origin, size, root }), [{ verifier, sign }]);
    }

    it('an older checkpoint', async () => {
      const older = await newest();
      await grow();
      expect((await witness()).exitCode).toBe(0);
      expect(await refusal(older)).toEqual([3, 'older_checkpoint']);
    });

    it('the same size with another root', async () => {
      await witness();
      const { keys, checkpoints } = await newest();
      const size = readCheckpoint(checkpoints[0]?.note ?? '')?.size ?? 0;
      const told = { keys, checkpoints: [{ note: forged(size, sha256(Buffer.from('x'))) }] };
      expect(await refusal(told)).toEqual([4, 'other_root']);
    });

    it('a growth that is not proved, by a proof that does not fit, or by none', async () => {
      await witness();
      const { keys, checkpoints } = await newest();
      const size = readCheckpoint(checkpoints[0]?.note ?? '')?.size ?? 0;
      const told = { keys, checkpoints: [{ note: forged(size + 4, sha256(Buffer.from('x'))) }] };
      const hash = base64(sha256(Buffer.from('y')));
      for (const proof of [[hash, hash, hash], [], ['no hash'], undefined]) {
        expect(await refusal(told, proof)).toEqual([5, 'inconsistent_growth']);
      }
    });

    it('a key that took the place of the one first seen, and one that was not noted', async () => {
      await witness();
      const { checkpoints } = await newest();
      const { origin = '', size = 0, root = new Uint8Array() } = readCheckpoint(checkpoints[0]?.note ?? '') ?? {};
      const signer = signerFrom(makeSigningKey())!;
      const verifier = verifierOf(origin, signer.publicKey, sha256);
      const note = signNote(checkpointText({ origin, size, root }), [{ verifier, sign: (text) => signer.sign(text) }]);
      const stranger = { verifier: verifierText(verifier), succession: null };
      expect(await refusal({ keys: [stranger], checkpoints: [{ note }] })).toEqual([6, 'log_key_changed']);
      const { keys } = await newest();
      expect(await refusal({ keys: [...keys, stranger], checkpoints: [{ note }] })).toEqual([6, 'log_key_changed']);
      expect((await witness(service.url, '--key', stranger.verifier)).exitCode).toBe(6);
      await rm(own, { recursive: true });
      expect((await witness(service.url, '--key', stranger.verifier)).exitCode).toBe(6);
      expect((await witness(service.url, '--key', keys[0]!.verifier)).exitCode).toBe(0);
    });

    it('a signature that does not hold', async () => {
      await witness();
      const { keys, checkpoints } = await newest();
      const note = (checkpoints[0]?.note ?? '').replace(/\n(\d+)\n/, (_, size: string) => `\n${Number(size) + 1}\n`);
      expect(await refusal({ keys, checkpoints: [{ note }] })).toEqual([7, 'signature_refused']);
    });

    it('what is no checkpoint', async () => {
      await witness();
      const { keys, checkpoints } = await newest();
      const whole = checkpoints[0]?.note ?? '';
      for (const note of ['', 'nothing', whole.slice(0, -10), whole.replace('\n\n', '\n'), `${whole}\n`]) {
        expect(await refusal({ keys, checkpoints: [{ note }] })).toEqual([8, 'malformed_note']);
      }
    });

    it('the checkpoint of another log, and a log that has none any more', async () => {
      await witness();
      const note = forged(9, sha256(Buffer.from('x')), 'elsewhere/log');
      expect(await refusal({ keys: [], checkpoints: [{ note }] })).toEqual([9, 'other_log']);
      answers = { '/v1/audit/checkpoints': { checkpoints: [], keys: [] } };
      expect((await witness(address)).exitCode).toBe(3);
    });

    it('an answer that is none, no token, one that is no auditor’s, and http to elsewhere', async () => {
      expect(await witness(address)).toMatchObject({ exitCode: 1, err: expect.stringMatching(/^unavailable: /) });
      await writeFile(token, 'wrong');
      expect(await witness()).toMatchObject({ exitCode: 1, err: expect.stringMatching(/^unauthenticated: /) });
      await writeFile(token, await (await service.seedUser({ roles: ['liaison'] })).token());
      expect(await witness()).toMatchObject({ exitCode: 1 });
      await rm(token);
      expect(await witness()).toMatchObject({ exitCode: 1, err: expect.stringContaining('AUDITOR_TOKEN') });
      expect(await witness('http://registry.example')).toMatchObject({
        exitCode: 1,
        err: expect.stringContaining('https'),
      });
      expect(Object.keys(await files())).toEqual(['witness-key.json']);
    });
  });

  it('accepts what leads on, cosigns it, and keeps it for the owner alone', async () => {
    const first = JSON.parse((await witness(service.url, '--json', '--name', 'witness.example/w1')).out) as object;
    expect(first).toMatchObject({ ok: true, first: true, cosigner: expect.stringMatching(/^witness\.example\/w1\+/) });
    await grow();
    const { out } = await witness(service.url, '--json');
    expect(JSON.parse(out)).toMatchObject({ ok: true, first: false });
    expect((JSON.parse(out) as { grown: number }).grown).toBeGreaterThan(2);
    const kept = await files();
    expect(Object.keys(kept).sort()).toEqual([
      'checkpoint.note',
      'state-000000000001.json',
      'state-000000000002.json',
      'witness-key.json',
    ]);
    const note = kept['checkpoint.note'] ?? '';
    expect(note).toMatch(/\n\n— whereabouts\/log\/\S+ \S+\n— witness\.example\/w1 \S+\n$/);
    expect(note.split('\n\n')[0]).toBe((await newest()).checkpoints[0]?.note.split('\n\n')[0]);
    for (const name of Object.keys(kept)) expect((await stat(path.join(own, name))).mode & 0o777).toBe(0o600);
    await runCommand(service.platform, 'audit', 'export', path.join(own, 'log'));
    const witnessed = ['--witnessed', path.join(own, 'checkpoint.note')];
    expect((await runCommand(service.platform, 'audit', 'verify', path.join(own, 'log'), ...witnessed)).exitCode).toBe(
      0,
    );
  });

  it('reads the folder of an export as well, and finds there what was rewritten', async () => {
    await witness();
    await grow();
    const folder = path.join(work, `export-${count}`);
    await runCommand(service.platform, 'audit', 'export', folder);
    const entries = path.join(folder, 'entries.jsonl');
    const whole = await readFile(entries, 'utf8');
    await writeFile(entries, whole.replace('"writer"', '"forged"'));
    expect((await witness(folder)).exitCode).toBe(5);
    await writeFile(entries, whole);
    expect((await witness(folder)).exitCode).toBe(0);
    expect((await witness(folder)).exitCode).toBe(0);
  });

  it('goes on where the log’s key was changed by a note that both keys signed, and not back', async () => {
    await witness();
    const { keys } = await newest();
    const next = signerFrom(makeSigningKey())!;
    const old = service.platform.keys.checkpointSigner;
    const before = verifierOf(service.platform.keys.logOrigin, old.publicKey, sha256);
    const after = verifierOf(before.name, next.publicKey, sha256);
    const signers = [
      { verifier: before, sign: (text: Uint8Array) => old.sign(text) },
      { verifier: after, sign: (text: Uint8Array) => next.sign(text) },
    ];
    const text = `${after.name}\nkey succession\n${verifierText(before)}\n${verifierText(after)}\n`;
    const succeeded = [...keys, { verifier: verifierText(after), succession: signNote(text, signers) }];
    const current = readCheckpoint((await newest()).checkpoints[0]?.note ?? '')!;
    const folder = path.join(work, `handed-over-${count}`);
    await runCommand(service.platform, 'audit', 'export', folder);
    const place = async (by: (typeof signers)[number] | undefined): Promise<void> => {
      const note = signNote(checkpointText(current), by === undefined ? [] : [by]);
      await writeFile(path.join(folder, 'checkpoints.jsonl'), `${JSON.stringify(note)}\n`);
    };
    await writeFile(path.join(folder, 'keys.jsonl'), succeeded.map((key) => `${JSON.stringify(key)}\n`).join(''));
    await place(signers[1]);
    expect((await witness(folder)).exitCode).toBe(0);
    expect((await witness(folder, '--key', verifierText(before))).exitCode).toBe(0);
    await place(signers[0]);
    expect((await witness(folder)).exitCode).toBe(6);
  });

  it('takes the token from the environment, and has no argument for it', async () => {
    const words = ['audit', 'witness', service.url, own];
    process.env['AUDITOR_TOKEN'] = await auditor.token();
    try {
      expect((await runCommand(service.platform, ...words)).exitCode).toBe(0);
      expect((await runCommand(service.platform, ...words, '--token', 'x')).exitCode).toBe(2);
    } finally {
      delete process.env['AUDITOR_TOKEN'];
    }
    expect((await runCommand(service.platform, ...words)).exitCode).toBe(1);
  });

  it('watches until something is refused', async () => {
    await witness();
    const older = await readFile(path.join(own, 'state-000000000001.json'), 'utf8');
    await grow();
    const folder = path.join(work, `watched-${count}`);
    await runCommand(service.platform, 'audit', 'export', folder);
    const watching = witness(folder, '--watch', '0.001');
    const accepted = async (): Promise<number> =>
      Math.max(...(await readdir(own)).map((name) => Number(/^state-(\d+)/.exec(name)?.[1] ?? 0)));
    while ((await accepted()) < 4) await new Promise((resolve) => setTimeout(resolve, 20));
    const { note } = JSON.parse(older) as { note: string };
    const before = `${note.slice(0, note.indexOf('\n— whereabouts/witness'))}\n`;
    await writeFile(path.join(folder, 'checkpoints.jsonl'), `${JSON.stringify(before)}\n`);
    expect((await watching).exitCode).toBe(3);
    expect((await witness(service.url, '--watch', '0')).exitCode).toBe(2);
  });

  afterEach(() => rm(path.join(own, 'log'), { recursive: true, force: true }));
});
