"""The register of monitoring tools: which are here, what they record, of whom, since when, kept how long, seen by whom.

A product is known when its file exists: `products/<ident>.toml`, with the traces that it leaves and where that is written.
Traces are what a running tool leaves: an entry in a list of installed software, a service, its own folders, databases, logs
and recordings. Its name in a document, an installer in Downloads, an invoice or a licence for it are no traces.

>>> from bailee.monitoring import product, paths
>>> product.load()["wazuh"].name
'Wazuh'
>>> [(seen.product, seen.sort.value) for seen in paths.seen_at("/var/ossec/etc/ossec.conf")]
[('wazuh', 'configuration')]
>>> list(paths.seen_at("/home/pat/Downloads/wazuh-agent-4.9.msi")), list(paths.seen_at("/srv/invoices/Wazuh 2024.pdf"))
([], [])
"""
