import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { LiveModule } from '../live/live.module.js';
import { SessionController } from './session.controller.js';
import { WebController } from './web.controller.js';

/** The web application: its page, and what it must know of the session. */
@Module({ imports: [GuardsModule, LiveModule], controllers: [SessionController, WebController] })
export class WebModule {}
