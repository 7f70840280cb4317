// Where the key service is that seals the key file, and with what it is asked; read and checked with the rest of the environment.

export interface KmsSettings {
  /** Without a slash at its end. */
  readonly url: string;
  /** Path of the transit engine. */
  readonly mount: string;
  readonly key: string;
  readonly namespace: string | null;
  /** One of the two. */
  readonly token: string | null;
  readonly tokenFile: string | null;
}

type ReadText = (name: string) => string | null;

/** Tells what is wrong with the variables, for an error of the environment. */
type Fault = (message: string) => Error;

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Null where no key service is set. Throws what `fault` makes. */
export function readKmsSettings(text: ReadText, fault: Fault): KmsSettings | null {
  const url = text('KEY_KMS_URL');
  if (url === null) {
    const alone = ['KEY_KMS_KEY', 'KEY_KMS_TOKEN', 'KEY_KMS_TOKEN_FILE'].find((name) => text(name) !== null);
    if (alone !== undefined) throw fault(`${alone} is set without KEY_KMS_URL. Set both, or neither.`);
    return null;
  }
  const key = text('KEY_KMS_KEY') ?? '';
  if (!/^\w[\w.-]{0,127}$/.test(key))
    throw fault('KEY_KMS_KEY must name the key of the key service, by letters, digits, dots, _ and -.');
  const mount = text('KEY_KMS_MOUNT') ?? 'transit';
  if (!/^[\w-]+(\/[\w-]+)*$/.test(mount)) throw fault('KEY_KMS_MOUNT must be the path of a transit engine.');
  const namespace = text('KEY_KMS_NAMESPACE');
  if (namespace !== null && !/^[\w./-]+$/.test(namespace)) throw fault('KEY_KMS_NAMESPACE must be a path.');
  return { url: addressOf(url, fault), mount, key, namespace, ...tokenOf(text, fault) };
}

function tokenOf(text: ReadText, fault: Fault): Pick<KmsSettings, 'token' | 'tokenFile'> {
  const [token, tokenFile] = [text('KEY_KMS_TOKEN'), text('KEY_KMS_TOKEN_FILE')];
  if ((token === null) === (tokenFile === null))
    throw fault('KEY_KMS_URL needs either KEY_KMS_TOKEN or KEY_KMS_TOKEN_FILE.');
  if (token !== null && !/^[\x21-\x7e]+$/.test(token)) throw fault('KEY_KMS_TOKEN must be one word.');
  return { token, tokenFile };
}

/** The token is worth as much as the keys, so that it goes over no line in the clear save to the own machine. */
function addressOf(text: string, fault: Fault): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (url === null || !safe || url.username !== '' || url.search !== '' || url.hash !== '')
    throw fault('KEY_KMS_URL must be an https address without a user (http only to this machine itself).');
  return url.href.replace(/\/+$/, '');
}
