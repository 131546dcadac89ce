import { type CatalogueGroup } from './catalogue-group.js';

export const BUSINESS: readonly CatalogueGroup[] = [
  {
    category: 'General Business',
    applications: `
      microsoft excel, excel, microsoft office, microsoft 365, microsoft 365 copilot, officehub, numbers,
      google sheets, libreoffice calc, libreoffice-calc, libreoffice-startcenter, soffice, libreoffice, openoffice,
      openoffice calc, gnumeric, calligrasheets, onlyoffice, onlyoffice desktop editors, desktopeditors, wps office,
      wpsoffice, wps spreadsheets, planmaker, softmaker planmaker, airtable, smartsheet, rows, grist, evernote,
      adobe acrobat, acrobat, adobe acrobat reader, adobe acrobat reader dc, adobe acrobat dc, acrord32, adobe reader,
      foxit reader, foxitpdfreader, foxit pdf reader, foxit pdf editor, pdf expert, pdfelement, sumatrapdf,
      pdf-xchange editor, okular, org.kde.okular, evince, org.gnome.evince, papers, org.gnome.papers, atril, xreader,
      zathura, qpdfview, mupdf, xpdf, skim`,
    domains: `
      sheets.google.com, office.com, microsoft365.com, airtable.com, smartsheet.com, rows.com, getgrist.com,
      evernote.com, docusign.com, docusign.net, pandadoc.com, dropboxsign.com, acrobat.adobe.com, ilovepdf.com,
      smallpdf.com, pdffiller.com, upwork.com, fiverr.com, freelancer.com, alibaba.com, zoho.com, odoo.com, proton.me,
      zapier.com, make.com, ifttt.com, n8n.io, coda.io`,
  },
  {
    category: 'Accounting',
    applications: `
      quickbooks, quickbooks desktop, qbw, qbw32, qbw64, quicken, gnucash, moneydance, homebank, kmymoney,
      org.kde.kmymoney, skrooge, banktivity, ynab, you need a budget, sage 50, tally, tallyprime, tally.erp, datev,
      lexware, turbotax, h&r block, moneymoney, money manager ex, firefly iii, actual budget, grisbi, ledger live`,
    domains: `
      quickbooks.intuit.com, qbo.intuit.com, intuit.com, turbotax.intuit.com, xero.com, freshbooks.com, waveapps.com,
      sage.com, freeagent.com, expensify.com, bill.com, ynab.com, mint.intuit.com, monarchmoney.com, bench.co,
      lexoffice.de, sevdesk.de, datev.de, taxact.com, hrblock.com, invoiceninja.com, harvestapp.com, ramp.com,
      brex.com, stripe.com, dashboard.stripe.com, gocardless.com, squareup.com, chargebee.com, recurly.com,
      pennylane.com`,
  },
  {
    category: 'Administration',
    applications: `
      workday, sap logon, saplogon, sap gui, saplgpad, sap business client, oracle ebs, peoplesoft, adp, bamboohr,
      personio, kronos, netsuite, microsoft dynamics 365, dynamics 365, microsoft access, msaccess, libreoffice base,
      libreoffice-base, filemaker pro, filemaker, power automate, power apps`,
    domains: `
      workday.com, myworkday.com, adp.com, bamboohr.com, gusto.com, rippling.com, personio.com, personio.de,
      paychex.com, deel.com, hibob.com, factorialhr.com, sap.com, successfactors.com, netsuite.com, concur.com,
      concursolutions.com, dynamics.com, justworks.com, zenefits.com, trinet.com, remote.com, oysterhr.com,
      lattice.com, cultureamp.com, 15five.com, envoy.com, admin.google.com, admin.microsoft.com, entra.microsoft.com,
      powerapps.com, make.powerautomate.com`,
  },
  {
    category: 'Sales',
    applications: `
      salesforce, pipedrive, hubspot, close.io, gong`,
    domains: `
      salesforce.com, lightning.force.com, force.com, pipedrive.com, close.com, copper.com, outreach.io,
      salesloft.com, gong.io, apollo.io, zoominfo.com, lusha.com, hunter.io, keap.com, insightly.com, nutshell.com,
      freshsales.io, attio.com, clay.com, clari.com, chorus.ai, sellercentral.amazon.com, seller.ebay.com`,
  },
  {
    category: 'Marketing',
    applications: `
      hootsuite, buffer, sprout social, mailchimp`,
    domains: `
      hubspot.com, app.hubspot.com, mailchimp.com, constantcontact.com, klaviyo.com, activecampaign.com, brevo.com,
      sendgrid.com, mailerlite.com, convertkit.com, kit.com, marketo.com, hootsuite.com, buffer.com, sproutsocial.com,
      later.com, ads.google.com, adwords.google.com, business.facebook.com, adsmanager.facebook.com,
      ads.microsoft.com, ads.linkedin.com, ads.x.com, ads.tiktok.com, semrush.com, ahrefs.com, moz.com, majestic.com,
      unbounce.com, leadpages.com, surveymonkey.com, typeform.com, jotform.com, forms.google.com, forms.office.com,
      tally.so, qualtrics.com, search.google.com, optimizely.com, vwo.com, wistia.com, bitly.com, linktr.ee,
      eventbrite.com, beehiiv.com, taboola.com, outbrain.com, criteo.com, adroll.com, braze.com, iterable.com,
      customer.io, producthunt.com`,
  },
  {
    category: 'Customer Relations',
    applications: `
      zendesk, zendesk support, intercom, freshdesk, help scout, livechat`,
    domains: `
      zendesk.com, intercom.com, app.intercom.com, freshdesk.com, freshworks.com, helpscout.com, secure.helpscout.net,
      livechat.com, livechatinc.com, tawk.to, dashboard.tawk.to, crisp.chat, drift.com, olark.com, gorgias.com,
      kayako.com, groovehq.com, frontapp.com, front.com, kustomer.com, uservoice.com, canny.io, trustpilot.com,
      statuspage.io, gainsight.com, dixa.com, happyfox.com, tidio.com`,
  },
  {
    category: 'Intelligence',
    applications: `
      rescuetime, timeledger, tableau, tableau desktop, power bi desktop, pbidesktop, power bi, qlikview, qlik sense,
      activitywatch, aw-qt, timing, toggl track, toggl, clockify, harvest, manictime, kimai, timely, wakatime,
      microstrategy, alteryx, alteryxgui`,
    domains: `
      rescuetime.com, analytics.google.com, lookerstudio.google.com, datastudio.google.com, tableau.com,
      public.tableau.com, powerbi.com, app.powerbi.com, looker.com, mixpanel.com, amplitude.com, heap.io, hotjar.com,
      fullstory.com, segment.com, chartbeat.com, matomo.org, plausible.io, usefathom.com, simpleanalytics.com,
      posthog.com, metabase.com, mode.com, sisense.com, qlik.com, domo.com, klipfolio.com, geckoboard.com,
      databox.com, similarweb.com, crunchbase.com, pitchbook.com, cbinsights.com, statista.com, gartner.com,
      forrester.com, g2.com, capterra.com, trends.google.com, toggl.com, track.toggl.com, clockify.me, wakatime.com,
      activitywatch.net, kimai.org, timely.com, timingapp.com, hubstaff.com, timedoctor.com, clarity.microsoft.com,
      crazyegg.com, baremetrics.com, profitwell.com, chartmogul.com`,
  },
  {
    category: 'Operations',
    applications: `
      shipstation, ups worldship, fedex ship manager, microsoft visio, visio, bizagi modeler, camunda modeler,
      process street`,
    domains: `
      shipstation.com, shippo.com, easypost.com, ups.com, fedex.com, usps.com, dhl.com, dhl.de, royalmail.com,
      flexport.com, servicenow.com, service-now.com, process.st, camunda.io, coupa.com, ariba.com, docebo.com,
      procore.com, samsara.com, lightspeedhq.com, toasttab.com, admin.shopify.com, partners.shopify.com, vanta.com,
      drata.com`,
  },
  {
    category: 'Project Management',
    applications: `
      microsoft project, winproj, msproject, omniplan, omnifocus, things, todoist, ticktick, asana, trello, clickup,
      wrike, notion, linear, jira, microsoft to do, microsoft planner, planner, remember the milk, wunderlist,
      google tasks, reminders, merlin project, projectlibre, ganttproject, org.gnome.todo, endeavour, planify,
      superproductivity, super productivity, mindmanager, xmind, freemind, freeplane, mindnode, focus to-do, pomodoro,
      pomotodo, focusatwill, akiflow, sunsama, motion, amazing marvin, taskwarrior, getting things gnome,
      org.gnome.gtg, gnome-pomodoro, pomatez`,
    domains: `
      asana.com, app.asana.com, trello.com, monday.com, clickup.com, app.clickup.com, wrike.com, notion.so,
      notion.com, linear.app, teamwork.com, todoist.com, app.todoist.com, ticktick.com, any.do, rememberthemilk.com,
      to-do.live.com, to-do.office.com, planner.cloud.microsoft, tasks.office.com, tasks.google.com, workflowy.com,
      dynalist.io, meistertask.com, mindmeister.com, xmind.app, teamgantt.com, ganttpro.com, liquidplanner.com,
      podio.com, kanbanize.com, kanbanflow.com, favro.com, height.app, hive.com, toodledo.com, nirvanahq.com,
      sunsama.com, akiflow.com, usemotion.com, amazingmarvin.com, focusmate.com, habitica.com, beeminder.com,
      airfocus.com, aha.io, productboard.com, productplan.com, smartsuite.com, zenkit.com, openproject.org, taiga.io,
      vikunja.io, leantime.io, resourceguruapp.com, float.com, runn.io`,
  },
];
