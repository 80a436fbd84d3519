import { post } from './post';

interface Creation {
  challenge: string;
  site: string;
  userId: string;
  userName: string;
  displayName: string;
  known: string[];
  timeoutMillis: number;
}

interface Request {
  challenge: string;
  site: string;
  timeoutMillis: number;
}

export const supported = (): boolean => typeof window !== 'undefined' && 'PublicKeyCredential' in window;

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (one) => one.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  let binary = '';
  for (const one of new Uint8Array(buffer)) binary += String.fromCharCode(one);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Makes a passkey in the device and adds it to the account. */
export async function addPasskey(name: string, creation: Creation): Promise<void> {
  const made = (await navigator.credentials.create({
    publicKey: {
      challenge: bytes(creation.challenge),
      rp: { id: creation.site, name: 'FleetPrompt' },
      user: { id: bytes(creation.userId), name: creation.userName, displayName: creation.displayName },
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key' as const, alg })),
      excludeCredentials: creation.known.map((id) => ({ type: 'public-key' as const, id: bytes(id) })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
      timeout: creation.timeoutMillis,
    },
  })) as PublicKeyCredential | null;
  if (!made) throw new Error('no passkey');
  const response = made.response as AuthenticatorAttestationResponse;
  await post('/settings/profile/passkeys', {
    name,
    response: {
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      authenticatorAttachment: made.authenticatorAttachment,
      clientExtensionResults: {},
      response: {
        clientDataJSON: text(response.clientDataJSON),
        attestationObject: text(response.attestationObject),
        transports: response.getTransports(),
      },
    },
  });
}

export const beginPasskey = (currentPassword: string): Promise<Creation> =>
  post<Creation>('/settings/profile/passkeys/begin', { currentPassword });

/** Signs in with a passkey of the device, and gives the path to go on with. */
export async function signInWithPasskey(to: string): Promise<string> {
  const request = await post<Request>('/login/passkey/challenge', {});
  const used = (await navigator.credentials.get({
    publicKey: {
      challenge: bytes(request.challenge),
      rpId: request.site,
      userVerification: 'required',
      timeout: request.timeoutMillis,
    },
  })) as PublicKeyCredential | null;
  if (!used) throw new Error('no passkey');
  const response = used.response as AuthenticatorAssertionResponse;
  const entered = await post<{ to: string }>('/login/passkey', {
    to,
    response: {
      id: used.id,
      rawId: text(used.rawId),
      type: used.type,
      authenticatorAttachment: used.authenticatorAttachment,
      clientExtensionResults: {},
      response: {
        clientDataJSON: text(response.clientDataJSON),
        authenticatorData: text(response.authenticatorData),
        signature: text(response.signature),
        userHandle: response.userHandle ? text(response.userHandle) : null,
      },
    },
  });
  return entered.to;
}
