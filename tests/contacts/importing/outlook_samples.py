"""Outlook's header lines and a person under each, to the letter."""

import csv
import io

CLASSIC_HEADER = (
    '"Title","First Name","Middle Name","Last Name","Suffix","Company","Department","Job Title","Business Street",'
    '"Business Street 2","Business Street 3","Business City","Business State","Business Postal Code",'
    '"Business Country/Region","Home Street","Home Street 2","Home Street 3","Home City","Home State",'
    '"Home Postal Code","Home Country/Region","Other Street","Other Street 2","Other Street 3","Other City",'
    '"Other State","Other Postal Code","Other Country/Region","Assistant\'s Phone","Business Fax","Business Phone",'
    '"Business Phone 2","Callback","Car Phone","Company Main Phone","Home Fax","Home Phone","Home Phone 2","ISDN",'
    '"Mobile Phone","Other Fax","Other Phone","Pager","Primary Phone","Radio Phone","TTY/TDD Phone","Telex","Account",'
    '"Anniversary","Assistant\'s Name","Billing Information","Birthday","Business Address PO Box","Categories",'
    '"Children","Directory Server","E-mail Address","E-mail Type","E-mail Display Name","E-mail 2 Address",'
    '"E-mail 2 Type","E-mail 2 Display Name","E-mail 3 Address","E-mail 3 Type","E-mail 3 Display Name","Gender",'
    '"Government ID Number","Hobby","Home Address PO Box","Initials","Internet Free Busy","Keywords","Language",'
    '"Location","Manager\'s Name","Mileage","Notes","Office Location","Organizational ID Number",'
    '"Other Address PO Box","Priority","Private","Profession","Referred By","Sensitivity","Spouse","User 1","User 2",'
    '"User 3","User 4","Web Page"'
)
WEB_HEADER = (
    "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,E-mail Address,E-mail 2 Address,"
    "E-mail 3 Address,Home Phone,Home Phone 2,Business Phone,Business Phone 2,Mobile Phone,Car Phone,Other Phone,"
    "Primary Phone,Pager,Business Fax,Home Fax,Other Fax,Company Main Phone,Callback,Radio Phone,Telex,TTY/TDD Phone,"
    "IMAddress,Job Title,Department,Company,Office Location,Manager's Name,Assistant's Name,Assistant's Phone,"
    "Company Yomi,Business Street,Business City,Business State,Business Postal Code,Business Country/Region,"
    "Home Street,Home City,Home State,Home Postal Code,Home Country/Region,Other Street,Other City,Other State,"
    "Other Postal Code,Other Country/Region,Personal Web Page,Spouse,Schools,Hobby,Location,Web Page,Birthday,"
    "Anniversary,Notes"
)
GOOGLE_HEADER = (
    "First Name,Middle Name,Last Name,Title,Suffix,Initials,Web Page,Gender,Birthday,Anniversary,Location,Language,"
    "Internet Free Busy,Notes,E-mail Address,E-mail 2 Address,E-mail 3 Address,Primary Phone,Home Phone,Home Phone 2,"
    "Mobile Phone,Pager,Home Fax,Home Address,Home Street,Home Street 2,Home Street 3,Home Address PO Box,Home City,"
    "Home State,Home Postal Code,Home Country,Spouse,Children,Manager's Name,Assistant's Name,Referred By,"
    "Company Main Phone,Business Phone,Business Phone 2,Business Fax,Assistant's Phone,Company,Job Title,Department,"
    "Office Location,Organizational ID Number,Profession,Account,Business Address,Business Street,Business Street 2,"
    "Business Street 3,Business Address PO Box,Business City,Business State,Business Postal Code,Business Country,"
    "Other Phone,Other Fax,Other Address,Other Street,Other Street 2,Other Street 3,Other Address PO Box,Other City,"
    "Other State,Other Postal Code,Other Country,Callback,Car Phone,ISDN,Radio Phone,TTY/TDD Phone,Telex,User 1,"
    "User 2,User 3,User 4,Keywords,Mileage,Hobby,Billing Information,Directory Server,Sensitivity,Priority,Private,"
    "Categories"
)
ANA = {
    "Title": "Dr.", "First Name": "Ana", "Middle Name": "Maria", "Last Name": "Silva", "Company": "Northwind",
    "Department": "Rail", "Job Title": "Buyer", "Business Street": "Rua X 1", "Business City": "Lisboa",
    "Business Postal Code": "1000-001", "Business Country/Region": "Portugal", "Business Phone": "+351 21 000 0000",
    "Mobile Phone": "+351 912 345 678", "Business Fax": "+351 21 000 0009", "Anniversary": "5/4/2010",
    "Birthday": "4/12/1990", "Categories": "Rail;Lyon", "Children": "Pia; Tom", "E-mail Address": "ana@example.com",
    "E-mail Type": "SMTP", "E-mail Display Name": "Ana Silva (ana@example.com)", "E-mail 2 Address": "a@example.org",
    "Gender": "Unspecified", "Hobby": "Cello", "Initials": "A.M.S.", "Manager's Name": "Wei Zhang",
    "Notes": "met in Lyon\nlikes trains", "Priority": "Normal", "Private": "FALSE", "Profession": "Engineer",
    "Referred By": "Rui Dias", "Sensitivity": "Normal", "Spouse": "Rui", "Web Page": "https://ana.example.com",
}  # fmt: skip


def outlook(header: str, *rows: dict[str, str], delimiter: str = ",") -> str:
    """Rows below one of the headers, cells by column."""
    columns = next(csv.reader([header]))
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return stream.getvalue()
