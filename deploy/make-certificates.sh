#!/bin/sh
# Makes the certificates of TLS to EventStoreDB. Runs at each `docker compose up`; does nothing while all is in date.
#
#   /authority/current  ca.crt, ca.key      the authority; no other container sees its key
#   /node/current       node.crt, node.key  EventStoreDB's own; issuer.crt remembers which authority signed it
#   /trust              ca.crt              what clients check the node against
#
# A new pair is made beside the old one and moved into place last: a crash leaves the old pair, or none, and the next
# run mends it. es-gencert-cli makes an authority valid for 5 years and a node certificate valid for 1 year.
set -eu

authority_days=1460 # a year before the authority ends, so that no node certificate outlives it
node_days=300       # two months before the node certificate ends

# younger_than DAYS FILE: is the file there, and written less than DAYS days ago?
younger_than() {
  [ -n "$(find "$2" -mtime "-$1" 2>/dev/null)" ]
}

if ! younger_than "$authority_days" /authority/current/ca.key; then
  rm -rf /authority/next
  es-gencert-cli create-ca -out /authority/next
  # Some versions of the tool report an error and exit with 0: nothing old is thrown away before the new is seen.
  test -s /authority/next/ca.crt
  test -s /authority/next/ca.key
  rm -rf /authority/current
  mv /authority/next /authority/current
fi

if ! younger_than "$node_days" /node/current/node.key || ! cmp -s /authority/current/ca.crt /node/current/issuer.crt; then
  rm -rf /node/next
  es-gencert-cli create-node -ca-certificate /authority/current/ca.crt -ca-key /authority/current/ca.key \
    -out /node/next -dns-names eventstore,localhost
  test -s /node/next/node.crt
  test -s /node/next/node.key
  cp /authority/current/ca.crt /node/next/issuer.crt
  chmod 400 /node/next/node.key
  chown 1000:1000 /node/next/node.key # the user of the EventStoreDB image
  rm -rf /node/current
  mv /node/next /node/current
fi

cp /authority/current/ca.crt /trust/ca.crt.next
chmod 444 /trust/ca.crt.next
mv /trust/ca.crt.next /trust/ca.crt
