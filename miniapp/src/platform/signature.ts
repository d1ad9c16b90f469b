import nacl from 'tweetnacl';

/** Ed25519 without WebCrypto or BigInt. False for a signature or key of another length as well. */
export const verifyEd25519 = (text: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean =>
  signature.length === nacl.sign.signatureLength && publicKey.length === nacl.sign.publicKeyLength && nacl.sign.detached.verify(text, signature, publicKey);
