// Where somebody goes after signing in: the page that they had asked for, if it is one of the console's.

/** Pseudonyms and ids are all that the console's addresses hold; a second slash or a backslash could name another site. */
const CONSOLE_PAGE = /^\/console(?:\/[\w-]+)*\/?(?:\?[\w%=&.:-]*)?$/;

const START = '/console';

export function returnAddress(wanted: string | undefined): string {
  return wanted !== undefined && wanted.length <= 500 && CONSOLE_PAGE.test(wanted) ? wanted : START;
}

export function signInAddress(wanted: string): string {
  const address = returnAddress(wanted);
  return address === START ? '/sign-in' : `/sign-in?to=${encodeURIComponent(address)}`;
}
