import { type CatalogueGroup } from './catalogue-group.js';

export const SOCIAL_NETWORKING: readonly CatalogueGroup[] = [
  {
    category: 'General Social Networking',
    applications: `
      facebook, facebook for android, twitter, twitter for android, x for android, tweetdeck, tweetbot, twitterrific,
      instagram, snapchat, threads, bluesky, mastodon, ivory, tuba, dev.geopjr.tuba, tokodon, tusky, ice cubes,
      tumblr, pinterest, vk, vk messenger, weibo, tinder, bumble, hinge, okcupid, bereal, corebird, cawbird, tootle,
      friendly`,
    domains: `
      facebook.com, m.facebook.com, fb.com, twitter.com, x.com, mobile.twitter.com, tweetdeck.twitter.com,
      instagram.com, threads.net, threads.com, bsky.app, bsky.social, mastodon.social, mastodon.online, mas.to,
      fosstodon.org, hachyderm.io, infosec.exchange, mstdn.social, mstdn.jp, pawoo.net, joinmastodon.org,
      pixelfed.social, lemmy.world, lemmy.ml, tumblr.com, pinterest.com, pin.it, snapchat.com, vk.com, m.vk.com,
      ok.ru, weibo.com, xiaohongshu.com, douban.com, tieba.baidu.com, qzone.qq.com, myspace.com, friendster.com,
      hi5.com, tagged.com, bebo.com, orkut.com, nextdoor.com, plus.google.com, ello.co, mewe.com, minds.com,
      parler.com, truthsocial.com, gettr.com, livejournal.com, dreamwidth.org, tinder.com, bumble.com, hinge.co,
      okcupid.com, match.com, pof.com, eharmony.com, badoo.com, grindr.com, parship.de, classmates.com,
      couchsurfing.com, cohost.org, ask.fm, ngl.link, mixi.jp, nk.pl, hyves.nl, jodel.com, cafe.naver.com, band.us,
      yikyak.com, skyrock.com, foursquare.com, swarmapp.com, untappd.com, strava.com, letterboxd.com`,
  },
  {
    category: 'Professional Networking',
    applications: `
      linkedin, linkedin for android, xing, sales navigator`,
    domains: `
      linkedin.com, xing.com, viadeo.com, maimai.cn, polywork.com, wellfound.com, angel.co, researchgate.net,
      academia.edu, contra.com, peerlist.io, lunchclub.com, shapr.co, alignable.com, doximity.com, read.cv, about.me,
      f6s.com, toptal.com, indiehackers.com, growthmentor.com, adplist.org`,
  },
];
