import { type CatalogueGroup } from './catalogue-group.js';

export const COMMUNICATION_AND_SCHEDULING: readonly CatalogueGroup[] = [
  {
    category: 'General Communication & Scheduling',
    applications: `
      slack, discord, discordcanary, discord ptb, discordptb, vesktop, webcord, armcord, microsoft teams, teams,
      ms-teams, teams-for-linux, microsoft teams (work or school), mattermost, mattermost desktop, rocketchat, zulip,
      element, element-desktop, riot, guilded, twist, flock, workplace chat, lark, feishu, dingtalk, wecom, contacts,
      people, franz, ferdi, ferdium, rambox`,
    domains: `
      slack.com, app.slack.com, discord.com, discordapp.com, teams.microsoft.com, teams.live.com,
      teams.cloud.microsoft, mattermost.com, rocket.chat, zulip.com, zulipchat.com, app.element.io, element.io,
      matrix.org, twist.com, flock.com, larksuite.com, feishu.cn, dingtalk.com, work.weixin.qq.com,
      contacts.google.com, workplace.com, guilded.gg, campsite.com, chanty.com, pumble.com, ryver.com`,
  },
  {
    category: 'Calendars',
    applications: `
      calendar, google calendar, fantastical, busycal, ical, calendars 5, notion calendar, cron, gnome calendar,
      gnome-calendar, org.gnome.calendar, korganizer, org.kde.korganizer, merkuro-calendar, california,
      outlook calendar, windows calendar, onecalendar, vimcal, amie, morgen, itsycal, dato, meetingbar, rainlendar,
      orage`,
    domains: `
      calendar.google.com, calendar.yahoo.com, calendar.proton.me, calendly.com, doodle.com, cal.com, savvycal.com,
      youcanbook.me, acuityscheduling.com, when2meet.com, reclaim.ai, getclockwise.com, vimcal.com, amie.so,
      morgen.so, teamup.com, timetreeapp.com, fantastical.app, oncehub.com, setmore.com, worldtimebuddy.com, zcal.co,
      appointlet.com, rallly.co`,
  },
  {
    category: 'Email',
    applications: `
      gmail, gmail for android, mail, apple mail, microsoft outlook, outlook, olk, outlook for windows, hxoutlook,
      windows mail, thunderbird, mozilla thunderbird, thunderbird-beta, betterbird, evolution, org.gnome.evolution,
      geary, org.gnome.geary, kmail, org.kde.kmail2, kontact, org.kde.kontact, claws mail, claws-mail, sylpheed,
      mailspring, airmail, spark, spark desktop, postbox, em client, mailclient, mutt, neomutt, alpine, aerc,
      canary mail, newton, newton mail, superhuman, mimestream, mailbird, the bat!, thebat, hey, lotus notes,
      ibm notes, hcl notes, notes2, nlnotes, groupwise, missive, polymail, trojita, balsa, tutanota, tuta mail,
      proton mail, proton mail bridge, inky, foxmail, opera mail, seamonkey mail, entourage, zoho mail - desktop`,
    domains: `
      mail.google.com, gmail.com, inbox.google.com, outlook.com, outlook.live.com, outlook.office.com,
      outlook.office365.com, outlook.cloud.microsoft, hotmail.com, mail.live.com, mail.yahoo.com, mail.aol.com,
      mail.proton.me, protonmail.com, fastmail.com, app.fastmail.com, mail.zoho.com, gmx.net, gmx.de, gmx.com, web.de,
      mail.ru, e.mail.ru, mail.yandex.ru, mail.yandex.com, mail.qq.com, mail.163.com, 126.com, mail.naver.com,
      hey.com, app.hey.com, superhuman.com, mail.superhuman.com, missiveapp.com, tuta.com, tutanota.com, mail.com,
      posteo.de, mailbox.org, runbox.com, migadu.com, purelymail.com, startmail.com, hushmail.com, mailfence.com,
      rediffmail.com, freemail.hu, seznam.cz, email.seznam.cz, poczta.onet.pl, libero.it, laposte.net,
      guerrillamail.com, mailinator.com, 10minutemail.com, temp-mail.org, groups.google.com, shortwave.com,
      app.shortwave.com, simplelogin.io`,
  },
  {
    category: 'Instant Message',
    applications: `
      messages, imessage, whatsapp, whatsapp desktop, whatsapp beta, whatsapp messenger, whatsapp for android,
      telegram, telegram desktop, telegramdesktop, telegram-desktop, org.telegram.desktop, signal, signal desktop,
      signal-desktop, messenger, facebook messenger, caprine, wechat, weixin, qq, tim, line, kakaotalk, viber,
      viberpc, threema, threema desktop, wire, wickr me, session-desktop, keybase, pidgin, adium, hexchat, hexchat 2,
      xchat, irssi, weechat, mirc, textual, colloquy, konversation, org.kde.konversation, quassel, quasselclient,
      polari, org.gnome.polari, empathy, kopete, gajim, org.gajim.gajim, dino, im.dino.dino, psi, psi+, trillian, icq,
      aim, yahoo! messenger, msn messenger, windows live messenger, google hangouts, hangouts, google chat, fractal,
      org.gnome.fractal, neochat, nheko, fluffychat, tox, qtox, utox, jami, beeper, texts, cisco jabber, ciscojabber,
      lync, skype for business, zalo, groupme, bitlbee, halloy, thelounge`,
    domains: `
      web.whatsapp.com, whatsapp.com, web.telegram.org, telegram.org, t.me, messenger.com, signal.org,
      messages.google.com, chat.google.com, hangouts.google.com, web.wechat.com, wx.qq.com, line.me, kakao.com,
      viber.com, threema.ch, wire.com, app.wire.com, groupme.com, web.groupme.com, icq.com, irccloud.com, libera.chat,
      web.libera.chat, freenode.net, gitter.im, keybase.io, chat.zalo.me, beeper.com, texts.com, snikket.org,
      conversejs.org`,
  },
  {
    category: 'Meetings',
    applications: `
      zoom, zoom workplace, zoom meetings, us.zoom.xos, google meet, webex, cisco webex meetings, webexmta,
      webex teams, ciscocollabhost, gotomeeting, g2mui, goto, bluejeans, bluejeans v2, whereby, jitsi meet,
      jitsi-meet, ringcentral, ringcentral meetings, lifesize, adobe connect, tuple, loom, krisp, otter, fathom,
      fireflies, granola, gather, livestorm, demio, zoom rooms, ptoneclk, cpthost, voov meeting, tencent meeting,
      wemeetapp, mmhmm`,
    domains: `
      meet.google.com, zoom.us, zoom.com, app.zoom.us, webex.com, gotomeeting.com, goto.com, app.goto.com, join.me,
      whereby.com, meet.jit.si, jitsi.org, bluejeans.com, ringcentral.com, app.ringcentral.com, bigbluebutton.org,
      livestorm.co, demio.com, app.gather.town, around.co, otter.ai, fireflies.ai, fathom.video, grain.com, tldv.io,
      granola.ai, loom.com, adobeconnect.com, clickmeeting.com, bigmarker.com, on24.com, hopin.com, airmeet.com,
      remo.co, gotowebinar.com, crowdcast.io, meetup.com, lu.ma, voovmeeting.com, meeting.tencent.com, butter.us,
      mentimeter.com, slido.com, sli.do, kahoot.com, kahoot.it, parabol.co, easyretro.io, fellow.app, vdo.ninja`,
  },
  {
    category: 'Voice Chat',
    applications: `
      skype, skypeforlinux, skype for linux, facetime, google voice, google duo, teamspeak, teamspeak client,
      ts3client_win64, ts3client, mumble, info.mumble.mumble, ventrilo, linphone, zoiper, zoiper5, x-lite, 3cx,
      3cxphone, 3cx desktop app, dialpad, aircall, openphone, twinkle, ekiga, blink, microsip, jitsi, phone link,
      phoneexperiencehost, phone, phone dialer, vonage, 8x8 work, grasshopper, clubhouse, raidcall, sflphone`,
    domains: `
      skype.com, web.skype.com, voice.google.com, duo.google.com, teamspeak.com, mumble.info, dialpad.com, aircall.io,
      openphone.com, vonage.com, 8x8.com, 3cx.com, grasshopper.com, callcentric.com, voip.ms, talkroute.com,
      clubhouse.com, nextiva.com, ooma.com, justcall.io, sipgate.de, rebtel.com, localphone.com`,
  },
];
