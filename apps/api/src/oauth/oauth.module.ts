import { Module } from '@nestjs/common';
import { ApplicationsModule } from '../applications/applications.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { AuthorizeController } from './authorize.controller.js';
import { ClientAuthentication } from './client-authentication.js';
import { MetadataController } from './metadata.controller.js';
import { TokenEndpoint } from './token-endpoint.js';
import { TokenController } from './token.controller.js';

/** The authorization code grant of OAuth 2.0: the consent page, tokens, and their end. */
@Module({
  imports: [ApplicationsModule, GuardsModule],
  controllers: [AuthorizeController, MetadataController, TokenController],
  providers: [ClientAuthentication, TokenEndpoint],
})
export class OauthModule {}
