// Sends pages: draws them in the frame, with the headers that every page of the console or of the public has.

import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h, type ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { Entropy } from '../../domain/entropy.js';
import { PublicAddress } from '../../request/public-address.js';
import { readSessionCookie } from '../../request/session-cookie.js';
import { DescribeRegistry } from '../../usecases/administration/describe-registry.js';
import type { FormSeal } from '../forms/console-form.js';
import { formTokenOf } from '../../request/form-token.js';
import { Layout } from './layout.js';

export interface Page {
  readonly title: string;
  readonly place?: string;
  /** 200 when not given. */
  readonly status?: number;
  /** Seconds after which to send the form again. */
  readonly retryAfter?: number | null;
  readonly content: ComponentChildren;
}

const HTML = 'text/html; charset=utf-8';

@Injectable()
export class Pages {
  constructor(
    private readonly describeRegistry: DescribeRegistry,
    private readonly publicAddress: PublicAddress,
    private readonly entropy: Entropy,
  ) {}

  /** The seal of the forms on the page that answers this request. */
  seal(request: FastifyRequest): FormSeal {
    const session = request.actor === null ? null : readSessionCookie(request, this.publicAddress.url);
    return { token: session === null ? null : formTokenOf(session), key: this.entropy.shownId() };
  }

  async draw(request: FastifyRequest, page: Omit<Page, 'status' | 'retryAfter'>): Promise<string> {
    const { title, place, content } = page;
    const demonstration = await this.isDemonstration(request.id);
    const frame = h(
      Layout,
      {
        title,
        demonstration,
        actor: request.actor,
        seal: this.seal(request),
        ...(place !== undefined && { place }),
      },
      content,
    );
    return `<!doctype html>${render(frame)}`;
  }

  /** Never kept by a browser or anything between, unless the page says so itself: it may show a name. */
  async send(request: FastifyRequest, reply: FastifyReply, page: Page): Promise<void> {
    const html = await this.draw(request, page);
    if (typeof page.retryAfter === 'number') void reply.header('retry-after', page.retryAfter);
    prepare(reply)
      .status(page.status ?? 200)
      .send(html);
  }

  isDemonstration(requestId: string): Promise<boolean> {
    return this.describeRegistry.execute(requestId).then(({ demonstration }) => demonstration);
  }
}

/**
 * Within this service the address of the page before may be told; to others it never is. Without it browsers would send
 * `Origin: null` with every form, which says nothing about where the form was sent from.
 */
export function prepare(reply: FastifyReply): FastifyReply {
  return reply.type(HTML).header('referrer-policy', 'same-origin');
}

/** 303, so that the browser asks for the next page by GET, and coming back does not send the form again. */
export function goTo(reply: FastifyReply, address: string): void {
  void reply.status(303).header('location', address).header('referrer-policy', 'same-origin').send('');
}
