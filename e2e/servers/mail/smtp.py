"""Takes letters over SMTP and hands them to Dovecot over LMTP. Usage: smtp.py FOLDER PORT

PORT + 3 is for those who have a mailbox: STARTTLS and a password are demanded. PORT + 4 is for letters from elsewhere.
Letters to refused@… are refused; all others are delivered if Dovecot knows the address, and dropped if not.
"""
import asyncio
import smtplib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder, port = sys.argv[1], int(sys.argv[2])
passwords = {}
for line in open(f"{folder}/users", encoding="utf-8"):
    user, secret, *_ = line.strip().split(":")
    passwords[user.encode()] = secret.removeprefix("{PLAIN}").encode()


class Deliver:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("refused@"):
            return "550 No such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        def hand_over():
            # One handing over for each: with several, smtplib takes Dovecot's second "taken" for a refusal.
            for address in envelope.rcpt_tos:
                with smtplib.LMTP("127.0.0.1", port + 2) as lmtp:
                    try:
                        lmtp.sendmail(envelope.mail_from, [address], envelope.content)
                    except smtplib.SMTPRecipientsRefused:
                        pass
        await asyncio.to_thread(hand_over)
        return "250 Taken"


def known(server, session, envelope, mechanism, data):
    return AuthResult(success=passwords.get(data.login) == data.password, handled=False)


async def main():
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(f"{folder}/certificate.pem", f"{folder}/key.pem")
    loop, most = asyncio.get_running_loop(), 30 * 1024 * 1024
    inside = lambda: SMTP(Deliver(), hostname="localhost", tls_context=tls, require_starttls=True, auth_required=True, authenticator=known, data_size_limit=most)
    outside = lambda: SMTP(Deliver(), hostname="localhost", data_size_limit=most)
    await loop.create_server(inside, "127.0.0.1", port + 3)
    await loop.create_server(outside, "127.0.0.1", port + 4)
    await asyncio.Event().wait()


asyncio.run(main())
