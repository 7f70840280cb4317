// Shows problems as pages to whoever sits at a browser.

import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Problem } from '../../request/problem.js';
import { ProblemPages } from '../../request/problem-pages.js';
import { signInAddress } from '../access/return-address.js';
import { goTo, Pages, prepare } from './pages.js';
import { ProblemPage } from './problem-page.js';

@Injectable()
export class ProblemDoor implements OnModuleInit {
  constructor(
    private readonly problemPages: ProblemPages,
    private readonly pages: Pages,
  ) {}

  onModuleInit(): void {
    this.problemPages.offer((problem, request, reply) => this.show(problem, request, reply));
  }

  private async show(problem: Problem, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (problem.status === 401 && request.method === 'GET' && request.url.startsWith('/console')) {
      goTo(reply, signInAddress(request.url));
      return;
    }
    if (problem.code === 'second_factor_needed' && request.method === 'GET') {
      goTo(reply, '/console/account');
      return;
    }
    const content = h(ProblemPage, { problem, signedIn: request.actor !== null });
    const html = await this.pages.draw(request, { title: problem.title, content });
    void prepare(reply).send(html);
  }
}
