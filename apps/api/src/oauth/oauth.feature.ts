import { ApplicationsController } from '../applications/applications.controller.js';
import { Applications } from '../identity/applications.js';
import { AuthorizeController } from './authorize.controller.js';
import { ClientAuthentication } from './client-authentication.js';
import { ConnectedApplicationsController } from '../applications/connected-applications.controller.js';
import { ConnectedApplications } from '../applications/connected-applications.js';
import { ConnectedApplicationsPageController } from '../applications/connected-applications.page.controller.js';
import { Grants } from '../applications/grants.js';
import { MetadataController } from './metadata.controller.js';
import { TokenController } from './token.controller.js';
import { TokenEndpoint } from './token-endpoint.js';

/** How users let applications in, and out again. */
export const OAUTH = {
  controllers: [
    ApplicationsController,
    AuthorizeController,
    ConnectedApplicationsController,
    ConnectedApplicationsPageController,
    MetadataController,
    TokenController,
  ],
  providers: [Applications, ClientAuthentication, ConnectedApplications, Grants, TokenEndpoint],
};
