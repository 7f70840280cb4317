// The console's session cookie: unreadable for scripts, never sent from another site, bound to this host over https.

import type { FastifyReply, FastifyRequest } from 'fastify';
import '@fastify/cookie';

/** The prefix `__Host-` makes browsers refuse the cookie without Secure, with a Domain, or on another path. */
function cookieName(secure: boolean): string {
  return secure ? '__Host-whereabouts-session' : 'whereabouts-session';
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}

/** 256 random bits in base64url. */
const TOKEN = /^[\w-]{43}$/;

export function readSessionCookie(request: FastifyRequest, publicUrl: string): string | null {
  const token = request.cookies[cookieName(isSecure(publicUrl))];
  return token !== undefined && TOKEN.test(token) ? token : null;
}

/** Without an age it ends with the browser; the server ends it after 30 idle minutes or 8 hours in any case. */
export function setSessionCookie(reply: FastifyReply, publicUrl: string, token: string): void {
  const secure = isSecure(publicUrl);
  void reply.setCookie(cookieName(secure), token, { httpOnly: true, sameSite: 'strict', path: '/', secure });
}

export function clearSessionCookie(reply: FastifyReply, publicUrl: string): void {
  const secure = isSecure(publicUrl);
  void reply.clearCookie(cookieName(secure), { httpOnly: true, sameSite: 'strict', path: '/', secure });
}
