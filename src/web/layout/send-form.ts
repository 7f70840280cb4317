// Sends the page of a form: as it is first drawn, or again with what kept it from being carried out.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { FormPage, type FormPageProps } from '../forms/form-page.js';
import type { Pages } from './pages.js';

/** A form without the seal, which belongs to the page that is sent. */
export interface DrawnForm extends Omit<FormPageProps, 'seal'> {
  /** The place in the menu. */
  readonly place: string;
}

export async function sendForm(
  pages: Pages,
  request: FastifyRequest,
  reply: FastifyReply,
  { place, ...form }: DrawnForm,
): Promise<void> {
  const { title, state } = form;
  await pages.send(request, reply, {
    title,
    place,
    status: state.refusal === null ? 200 : 422,
    content: h(FormPage, { ...form, seal: pages.seal(request) }),
  });
}
